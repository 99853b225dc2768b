import { convocationsIcs } from '#src/documents/convocation-ics.ts'
import { renderConvocations } from '#src/documents/convocations.ts'
import type { Langue } from '#src/documents/langues/catalogue.ts'
import { dayInWords, minuteInWords } from '#src/kit/day.ts'
import { deposerDemande } from '#src/procedure/eleves/acts.ts'
import { EnUneLangue, Entretiens, Provisoires } from '#src/procedure/eleves/pages/espace-entretien.tsx'
import { MesEtapes, prochainPas } from '#src/procedure/eleves/pages/espace-etapes.tsx'
import { readParcoursDe, type Parcours } from '#src/procedure/eleves/reads/parcours.ts'
import { readEspace, type Espace, type Etape } from '#src/procedure/eleves/reads/espace.ts'
import {
  readConvocations,
  readProvisoires,
  type EntretienConvoque,
  type Provisoire,
} from '#src/procedure/entretiens/api.ts'
import { Alert } from '#src/web/components/alert.tsx'
import { Badge } from '#src/web/components/badge.tsx'
import { Button, Buttons, LinkButton } from '#src/web/components/button.tsx'
import { Checkboxes } from '#src/web/components/choice-fields.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { langueOf } from '#src/web/components/langue.tsx'
import { freshForm, typedOf, withError, type FormState } from '#src/web/form.ts'
import {
  file,
  html,
  Introuvable,
  page,
  redirect,
  type Attente,
  type Reply,
  type Requete,
} from '#src/web/page.ts'

const PATH = '/mon-espace'

export const espace = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'espace.lire',
    menu: { libelle: 'Mon espace', ordre: 10 },
    attente,
    handler: async (requete) => {
      const { tx, campagne } = requete
      const lu = await readEspace(tx, campagne.id)
      if (!lu) return html(<HorsCampagne />)
      return html(
        <MonEspace
          lu={lu}
          now={tx.now}
          {...await miens(requete, lu)}
          state={freshForm()}
          langue={langueOf(requete.query('langue'))}
        />,
      )
    },
  }),
  page({ method: 'POST', path: PATH, droit: 'demande.deposer', handler: (requete) => ask(requete) }),
  page({
    method: 'GET',
    path: '/mon-espace/entretien.ics',
    droit: 'espace.lire',
    handler: async (requete) => {
      const found = await mesConvocations(requete, await load(requete))
      if (found.length === 0) throw new Introuvable()
      const text = convocationsIcs(found.map((one) => one.rendezVous))
      return file(new TextEncoder().encode(text), {
        name: 'entretien.ics',
        type: 'text/calendar; charset=utf-8',
      })
    },
  }),
  page({
    method: 'GET',
    path: '/mon-espace/convocation.pdf',
    droit: 'espace.lire',
    handler: async (requete) => {
      const found = await mesConvocations(requete, await load(requete))
      if (found.length === 0) throw new Introuvable()
      const { pdf, refus } = await renderConvocations(found.map((one) => one.convocation))
      if (refus.length > 0) throw new Error(`convocation impossible à composer : ${refus[0]?.raison ?? ''}`)
      return file(pdf, { name: 'convocation.pdf', type: 'application/pdf' })
    },
  }),
]

/** His interviews to come, then the step that he is at. */
async function attente(requete: Requete): Promise<Attente[]> {
  const lu = await readEspace(requete.tx, requete.campagne.id)
  if (!lu) return []
  const { parcours, convocations } = await miens(requete, lu)
  const coming = convocations.filter((one) => one.rangee.fin > requete.tx.now)
  const pas = prochainPas({
    lu,
    parcours,
    convoque: coming.length > 0,
    recu: coming.length < convocations.length,
  })
  return [
    ...coming.map(({ convocation: { debut, lycee } }) => ({
      texte: `Votre entretien : ${minuteInWords(debut)}, ${lycee.nom}`,
    })),
    ...(pas ? [{ texte: pas.libelle, ...placeOf(pas.href, lu) }] : []),
  ]
}

/** Where a step is done; asking is done on this page, and until a day. */
const placeOf = (href: string, { finInscriptions }: Espace): Omit<Attente, 'texte'> =>
  href.startsWith('#') ? { href: `${PATH}${href}`, jusquAu: finInscriptions } : { href }

async function load({ tx, campagne }: Requete): Promise<Espace> {
  const lu = await readEspace(tx, campagne.id)
  if (!lu) throw new Introuvable()
  return lu
}

const mesConvocations = (
  { tx, campagne, origine: service }: Requete,
  { eleveId }: Espace,
): Promise<EntretienConvoque[]> => readConvocations(tx, { campagneId: campagne.id, eleveId, service })

const miens = async (requete: Requete, lu: Espace) => ({
  parcours: await readParcoursDe(requete.tx, lu),
  convocations: await mesConvocations(requete, lu),
  provisoires: await readProvisoires(requete.tx, { campagneId: requete.campagne.id, eleveId: lu.eleveId }),
})

const fieldOf = (domaine: string): string => `mef-${domaine}`

/** Asks to be registered for the formations ticked. One asked for meanwhile is simply there already. */
async function ask(requete: Requete): Promise<Reply> {
  const { tx, campagne, form } = requete
  const lu = await load(requete)
  const offered = lu.offertes.flatMap(({ code, formations }) =>
    formations.map(({ mef }) => ({ mef, ticked: form.getAll(fieldOf(code)).includes(mef) })),
  )
  const wanted = offered.filter((one) => one.ticked)
  const [first] = lu.offertes
  if (!lu.ouverte || wanted.length === 0) {
    const sentence = lu.ouverte ? 'Cochez au moins une formation.' : horsDelai(lu)
    const field = lu.ouverte && first ? fieldOf(first.code) : ''
    const state = withError(typedOf(form), field, sentence)
    return html(
      <MonEspace lu={lu} now={tx.now} {...await miens(requete, lu)} state={state} langue="fr" />,
      422,
    )
  }
  for (const { mef } of wanted)
    await deposerDemande(tx, { campagneId: campagne.id, eleveId: lu.eleveId, mef })
  return redirect(PATH, 'Votre demande est transmise à votre adulte référent, qui vous inscrit.')
}

function HorsCampagne() {
  return (
    <Frame title="Mon espace">
      <p>
        Vous ne participez pas à cette campagne. Choisissez la vôtre avec le lien « Changer », en haut de la
        page.
      </p>
    </Frame>
  )
}

interface Props {
  lu: Espace
  parcours: Parcours
  now: Date
  convocations: readonly EntretienConvoque[]
  provisoires: readonly Provisoire[]
  state: FormState
  langue: Langue
}

function MonEspace({ lu, parcours, now, convocations, provisoires, state, langue }: Props) {
  const convoque = convocations.some((one) => one.rangee.fin > now)
  const recu = convocations.some((one) => one.rangee.fin <= now)
  return (
    <Frame title="Mon espace" state={state}>
      <EnUneLangue {...{ convocations, now, langue }} eleveId={lu.eleveId} ficheEmise={lu.ficheEmise} />
      {lu.ficheEmise && (
        <Alert kind="info" title="Votre fiche récapitulative est arrivée">
          <p>
            Les deux avis et les points y sont. Lisez-la avec vos responsables, puis répondez pour chaque
            formation.
          </p>
          <LinkButton href="/mon-espace/fiche">Lire ma fiche et répondre</LinkButton>
        </Alert>
      )}
      <Entretiens convocations={convocations} now={now} />
      <Provisoires provisoires={provisoires} />
      <MesEtapes {...{ lu, parcours, recu, convoque }} />
      <Inscriptions lu={lu} />
      <Demander lu={lu} state={state} />
    </Frame>
  )
}

const ETAPES: Record<Etape, string> = {
  a_placer: 'Entretien à venir : vous recevrez une convocation',
  place: 'Entretien prévu',
  recu: 'Entretien passé',
  non_recu: 'L’entretien n’a pas eu lieu',
}

function Inscriptions({ lu: { inscriptions, demandes, adulteReferent, etablissement } }: { lu: Espace }) {
  return (
    <>
      <h2>Mes formations</h2>
      {inscriptions.length + demandes.length === 0 && <p>Vous n’êtes inscrit pour aucune formation.</p>}
      <ul className="passpro-mots">
        {inscriptions.map(({ id, libelle, domaine, etape }) => (
          <li key={id}>
            <strong>{libelle}</strong> ({domaine}) : inscrit. <Badge kind="info">{ETAPES[etape]}</Badge>
          </li>
        ))}
        {demandes.map(({ mef, libelle, domaine }) => (
          <li key={mef}>
            <strong>{libelle}</strong> ({domaine}) : <Badge>Demande transmise</Badge>
          </li>
        ))}
      </ul>
      <p>
        {adulteReferent
          ? `Votre adulte référent est ${adulteReferent} (${etablissement}).`
          : `Votre établissement, ${etablissement}, doit encore nommer votre adulte référent.`}
      </p>
    </>
  )
}

function horsDelai({ avantOuverture, finInscriptions }: Espace): string {
  const until = `${dayInWords(finInscriptions)} à 23 h 59`
  return avantOuverture
    ? `La campagne n’est pas encore ouverte : les inscriptions commenceront avec elle, jusqu’au ${until}.`
    : `Les inscriptions étaient possibles jusqu’au ${until}.`
}

function Demander({ lu, state }: { lu: Espace; state: FormState }) {
  const until = dayInWords(lu.finInscriptions)
  if (!lu.ouverte) return <p id="demander">{horsDelai(lu)}</p>
  if (lu.offertes.length === 0) return <p id="demander">Vous avez demandé toutes les formations.</p>
  return (
    <>
      <h2 id="demander">Demander à être inscrit</h2>
      <p>
        Cochez les formations qui vous intéressent : votre adulte référent en parle avec vous et vous inscrit,
        jusqu’au {until}. Un entretien par domaine compte pour toutes ses formations.
      </p>
      <Form state={state}>
        {lu.offertes.map(({ code, libelle, formations }) => (
          <Checkboxes
            key={code}
            name={fieldOf(code)}
            label={libelle}
            choices={formations.map((one) => ({ value: one.mef, label: one.libelle }))}
            state={state}
          />
        ))}
        <Buttons>
          <Button>Demander à être inscrit</Button>
        </Buttons>
      </Form>
    </>
  )
}
