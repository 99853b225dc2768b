import { renderLettreRemplissable, renderLettres, renderLettreVierge } from '#src/documents/lettres.ts'
import { SECTIONS_LETTRE } from '#src/documents/lettre-sections.ts'
import { typo } from '#src/documents/wording.ts'
import { attachLettre, withdrawLettreJointe, writeReponses } from '#src/procedure/lettres/acts.ts'
import { Notes, Pieces } from '#src/procedure/lettres/pages/lettre-vue.tsx'
import {
  readLettreJointe,
  readLettresImprimees,
  readMesLettres,
  type LettreLue,
} from '#src/procedure/lettres/reads/lettres.ts'
import { depassementsOf, etatOf } from '#src/procedure/lettres/rules.ts'
import { reponsesOf, versionOf } from '#src/procedure/lettres/schema.ts'
import { LIBELLE_ETAT_LETTRE, sentenceDepassement, sentenceLettre } from '#src/procedure/lettres/texts.ts'
import { Badge } from '#src/web/components/badge.tsx'
import { Button, Buttons, LinkButton } from '#src/web/components/button.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { TextArea } from '#src/web/components/text-fields.tsx'
import { dropBrouillon, readBrouillons, type Brouillon } from '#src/web/drafts.ts'
import { freshForm, typedOf, withError, type FormState } from '#src/web/form.ts'
import { file, html, Introuvable, page, redirect, type Reply, type Requete } from '#src/web/page.ts'
import { fileOf } from '#src/web/uploads.ts'

const PATH = '/mon-espace/lettres'
const PDF = 'application/pdf'

/** The guided letter, for its pupil: online, on paper, or in a file to fill. */
export const mesLettres = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'lettres.lire_en_famille',
    menu: { libelle: 'Ma lettre', ordre: 13 },
    handler: async ({ tx, campagne }) => html(<Liste lettres={await readMesLettres(tx, campagne.id)} />),
  }),
  page({
    method: 'GET',
    path: `${PATH}/:domaine`,
    droit: 'lettres.lire_en_famille',
    handler: async (requete) => {
      const lue = await load(requete)
      const brouillons = await draftsOf(requete, lue)
      return html(
        <Ecrire lue={lue} zone={requete.tx.zone} brouillons={brouillons} state={stateOf(lue, brouillons)} />,
      )
    },
  }),
  page({
    method: 'POST',
    path: `${PATH}/:domaine`,
    droit: 'lettre.ecrire',
    handler: (requete) => keep(requete),
  }),
  page({
    method: 'GET',
    path: `${PATH}/:domaine/lettre.pdf`,
    droit: 'lettres.lire_en_famille',
    handler: async (requete) => {
      const [imprimee] = await printable(requete)
      if (!imprimee) throw new Introuvable()
      const forme = requete.query('forme')
      if (forme === 'remplissable')
        return file(await renderLettreRemplissable(imprimee), { name: 'lettre-a-remplir.pdf', type: PDF })
      const { pdf, refus } = await (forme === 'vierge'
        ? renderLettreVierge(imprimee)
        : renderLettres([imprimee]))
      if (refus[0]) throw new Error(`lettre impossible à composer : ${refus[0].raison}`)
      return file(pdf, { name: forme === 'vierge' ? 'lettre-vierge.pdf' : 'lettre.pdf', type: PDF })
    },
  }),
  page({
    method: 'POST',
    path: `${PATH}/:domaine/jointe`,
    droit: 'lettres.lire_en_famille',
    televersement: true,
    handler: (requete) => attach(requete),
  }),
  page({
    method: 'POST',
    path: `${PATH}/:domaine/retrait`,
    droit: 'lettres.lire_en_famille',
    handler: async (requete) => {
      const lue = await load(requete)
      await withdrawLettreJointe(requete.tx, cleOf(requete, lue), pieceOf(requete.form))
      return redirect(pathOf(lue), 'Le fichier est retiré.')
    },
  }),
  page({
    method: 'GET',
    path: `${PATH}/:domaine/jointe/:piece`,
    droit: 'lettres.lire_en_famille',
    handler: async (requete) => {
      const { eleveId } = await load(requete)
      const scope = { campagneId: requete.campagne.id, eleveId, id: requete.id('piece') }
      const found = await readLettreJointe(requete.tx, scope)
      if (!found) throw new Introuvable()
      return file(found.contenu, { name: `lettre-jointe-${found.id}`, type: found.type })
    },
  }),
]

/** The number sent by the button of one file; a forged one finds nothing. */
export const pieceOf = (form: FormData): number => {
  const sent = form.get('piece')
  return typeof sent === 'string' && /^\d{1,15}$/.test(sent) ? Number(sent) : 0
}

const pathOf = ({ domaine }: Pick<LettreLue, 'domaine'>): string => `${PATH}/${encodeURIComponent(domaine)}`
const cleOf = ({ campagne }: Requete, { eleveId, domaine }: LettreLue) => ({
  campagneId: campagne.id,
  eleveId,
  domaine,
})
const draftKey = ({ eleveId, domaine }: LettreLue, code: string): string =>
  `lettre-${eleveId}-${domaine}-${code}`

async function load({ tx, campagne, param }: Requete): Promise<LettreLue> {
  const wanted = param('domaine')
  const found = (await readMesLettres(tx, campagne.id)).find((one) => one.domaine === wanted)
  if (!found) throw new Introuvable()
  return found
}

const draftsOf = ({ tx }: Requete, lue: LettreLue): Promise<Map<string, Brouillon>> =>
  readBrouillons(
    tx,
    SECTIONS_LETTRE.map(({ code }) => draftKey(lue, code)),
  )

/** What was kept; a section typed since and not sent is left out, so that its draft stands in its field. */
function stateOf(lue: LettreLue, brouillons: ReadonlyMap<string, Brouillon>): FormState {
  const values = SECTIONS_LETTRE.map(({ code }): [string, string] => [
    code,
    brouillons.get(draftKey(lue, code))?.texte === undefined ? (lue.lettre?.reponses[code] ?? '') : '',
  ])
  return freshForm(Object.fromEntries(values))
}

async function keep(requete: Requete): Promise<Reply> {
  const { tx, form } = requete
  const lue = await load(requete)
  const reponses = reponsesOf(form)
  const refused = (state: FormState) =>
    html(<Ecrire lue={lue} zone={tx.zone} brouillons={new Map()} state={state} />, 422)
  const depassements = Object.entries(depassementsOf(reponses))
  if (depassements.length > 0)
    return refused(
      SECTIONS_LETTRE.reduce((state, { code }) => {
        const found = depassementsOf(reponses)[code]
        return found ? withError(state, code, sentenceDepassement(code, found)) : state
      }, typedOf(form)),
    )
  const kept = await writeReponses(tx, cleOf(requete, lue), { reponses, version: versionOf(form) })
  if (!kept.ok) return refused(withError(typedOf(form), '', sentenceLettre(kept.refus)))
  for (const { code } of SECTIONS_LETTRE) await dropBrouillon(tx, draftKey(lue, code))
  return redirect(
    pathOf(lue),
    'Votre lettre est enregistrée. Vous pouvez l’imprimer ou la continuer plus tard.',
  )
}

async function attach(requete: Requete): Promise<Reply> {
  const lue = await load(requete)
  const sent = fileOf(requete.form, 'fichier')
  const contenu = new Uint8Array(sent ? await sent.arrayBuffer() : [])
  const done = await attachLettre(requete.tx, cleOf(requete, lue), { nom: sent?.name ?? '', contenu })
  if (done.ok) return redirect(pathOf(lue), 'La photo de votre lettre est jointe.')
  const state = withError(stateOf(lue, new Map()), 'fichier', sentenceLettre(done.refus))
  return html(<Ecrire lue={lue} zone={requete.tx.zone} brouillons={new Map()} state={state} />, 422)
}

async function printable(requete: Requete) {
  const lue = await load(requete)
  return readLettresImprimees(requete.tx, { campagneId: requete.campagne.id, suivies: [lue] })
}

function Liste({ lettres }: { lettres: readonly LettreLue[] }) {
  return (
    <Frame title="Ma lettre de motivation">
      <p>
        Une lettre par domaine, à apporter imprimée à l’entretien. Sans elle, vous êtes reçu tout de même.
        Elle prépare la conversation : elle n’est pas notée.
      </p>
      {lettres.length === 0 && (
        <p>Vous n’êtes inscrit pour aucune formation : il n’y a pas encore de lettre à écrire.</p>
      )}
      <ul className="passpro-tuiles">
        {lettres.map((one) => (
          <li key={one.domaine}>
            <a href={pathOf(one)}>
              {one.libelle}
              <Badge kind={etatOf(one) === 'complete' || etatOf(one) === 'jointe' ? 'success' : 'info'}>
                {LIBELLE_ETAT_LETTRE[etatOf(one)]}
              </Badge>
            </a>
          </li>
        ))}
      </ul>
    </Frame>
  )
}

function Ecrire(props: {
  lue: LettreLue
  zone: string
  brouillons: ReadonlyMap<string, Brouillon>
  state: FormState
}) {
  const { lue, zone, brouillons, state } = props
  const pdf = `${pathOf(lue)}/lettre.pdf`
  return (
    <Frame title={`Ma lettre : ${lue.libelle}`} state={state}>
      <p>
        Les questions vous aident : répondez avec vos mots, à celles que vous voulez. Vous pouvez enregistrer
        et revenir plus tard ; votre adulte référent lit ce que vous avez enregistré et peut l’annoter.
      </p>
      <Notes notes={lue.notes.filter((one) => one.section === 'generale')} lettre={lue.lettre} zone={zone} />
      <Form state={state}>
        <input
          type="hidden"
          name="version"
          value={state.values['version']?.[0] ?? lue.lettre?.version ?? 0}
        />
        {SECTIONS_LETTRE.map((section) => (
          <Section key={section.code} section={section} {...{ lue, zone, brouillons, state }} />
        ))}
        <Buttons>
          <Button>Enregistrer ma lettre</Button>
        </Buttons>
      </Form>
      <h2>Imprimer</h2>
      <Buttons>
        {lue.lettre && (
          <LinkButton href={pdf} kind="secondary">
            Ma lettre (PDF, deux pages au plus)
          </LinkButton>
        )}
        <LinkButton href={`${pdf}?forme=vierge`} kind="secondary">
          Une lettre vierge, à écrire à la main (PDF)
        </LinkButton>
        <LinkButton href={`${pdf}?forme=remplissable`} kind="secondary">
          Une lettre à remplir sur ordinateur (PDF)
        </LinkButton>
      </Buttons>
      <Pieces lue={lue} zone={zone} path={pathOf(lue)} state={state} />
    </Frame>
  )
}

type Section = (typeof SECTIONS_LETTRE)[number]

function Section(props: {
  section: Section
  lue: LettreLue
  zone: string
  brouillons: ReadonlyMap<string, Brouillon>
  state: FormState
}) {
  const { section, lue, zone, brouillons, state } = props
  const { code, titre, questions, limite, lignes } = section
  const brouillon = brouillons.get(draftKey(lue, code)) ?? {
    cle: draftKey(lue, code),
    texte: undefined,
    heure: undefined,
  }
  return (
    <>
      <TextArea
        name={code}
        label={typo(titre)}
        hint={questions.map(typo).join(' ')}
        state={state}
        rows={lignes}
        limite={limite}
        brouillon={brouillon}
      />
      <Notes notes={lue.notes.filter((one) => one.section === code)} lettre={lue.lettre} zone={zone} />
    </>
  )
}
