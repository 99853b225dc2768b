import { counted } from '#src/kit/counted.ts'
import { z } from 'zod'
import { dayInWords, dayOf } from '#src/kit/day.ts'
import { signFicheFormation, writeFicheFormation } from '#src/procedure/campagnes/acts/fiches.ts'
import { RUBRIQUES, type FicheDeLycee } from '#src/procedure/campagnes/model/fiches.ts'
import { readFichesDesLycees } from '#src/procedure/campagnes/reads/fiches.ts'
import { AIDE_RUBRIQUE, LIBELLE_RUBRIQUE, sentenceFiche } from '#src/procedure/campagnes/texts/fiches.ts'
import { allows, hasRole } from '#src/procedure/comptes/api.ts'
import { Alert } from '#src/web/components/alert.tsx'
import { Badge } from '#src/web/components/badge.tsx'
import { Button, Buttons, LinkButton } from '#src/web/components/button.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Table } from '#src/web/components/table.tsx'
import { TextArea } from '#src/web/components/text-fields.tsx'
import { freshForm, readForm, texteFacultatif, withError, type FormState } from '#src/web/form.ts'
import { html, Introuvable, page, redirect, type Reply, type Requete } from '#src/web/page.ts'

const PATH = '/fiches-formation'
const ONE = `${PATH}/:uai/:mef` as const
const droit = 'fiche_formation.ecrire'

const partie = () => texteFacultatif(1500).transform((text) => text ?? '')
const SUJETS_MAX = 12

const Saisie = z.object({
  attendus: partie(),
  contenu: partie(),
  journee: partie(),
  competences: partie(),
  conditions: partie(),
  poursuites: partie(),
  metiers: partie(),
  sujets: texteFacultatif(1500)
    .transform((text) =>
      (text ?? '')
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    )
    .pipe(z.array(z.string()).max(SUJETS_MAX, `${SUJETS_MAX} sujets au plus, un par ligne.`)),
})

/** What a lycée says of its formations: written by those who receive, signed by the head, then public. */
export const fichesFormation = [
  page({
    method: 'GET',
    path: PATH,
    droit,
    menu: { libelle: 'Fiches des formations', ordre: 64 },
    attente: async ({ tx, campagne }) => {
      if (hasRole(tx.acteur, 'academie')) return []
      const all = await readFichesDesLycees(tx, campagne.id)
      const missing = all.filter(({ fiche }) => fiche === undefined).length
      const unsigned = all.filter(
        ({ fiche, publiee }) => fiche !== undefined && fiche.version !== publiee,
      ).length
      const signs = hasRole(tx.acteur, 'chef_referent')
      return [
        ...(missing > 0
          ? [{ texte: `Écrire ${counted(missing, 'fiche de formation', 'fiches de formation')}` }]
          : []),
        ...(unsigned > 0 && signs
          ? [{ texte: `Signer ${counted(unsigned, 'fiche de formation', 'fiches de formation')}` }]
          : []),
      ]
    },
    handler: async ({ tx, campagne }) =>
      html(<Liste fiches={await readFichesDesLycees(tx, campagne.id)} zone={tx.zone} />),
  }),
  page({
    method: 'GET',
    path: ONE,
    droit,
    handler: async (requete) => {
      const one = await load(requete)
      return html(draw(requete, one, fresh(one)))
    },
  }),
  page({ method: 'POST', path: ONE, droit, handler: write }),
  page({ method: 'POST', path: `${ONE}/signature`, droit: 'fiche_formation.signer', handler: publish }),
]

async function load({ tx, campagne, param }: Requete): Promise<FicheDeLycee> {
  const found = (await readFichesDesLycees(tx, campagne.id)).find(
    ({ uai, mef }) => uai === param('uai') && mef === param('mef'),
  )
  if (!found) throw new Introuvable()
  return found
}

function draw({ tx, campagne }: Requete, one: FicheDeLycee, state: FormState) {
  const signs = allows(tx.acteur, 'fiche_formation.signer', { uai: one.uai })
  const publique = `/formations/${campagne.id}/${one.mef}`
  return <Redaction one={one} mayPublish={signs} publique={publique} state={state} />
}

const fresh = ({ fiche }: FicheDeLycee): FormState =>
  freshForm(
    fiche && {
      ...Object.fromEntries(RUBRIQUES.map((rubrique) => [rubrique, fiche[rubrique]])),
      sujets: fiche.sujets.join('\n'),
    },
  )

const addressOf = ({ uai, mef }: FicheDeLycee): string => `${PATH}/${uai}/${mef}`

async function write(requete: Requete): Promise<Reply> {
  const one = await load(requete)
  const read = readForm(requete.form, Saisie)
  const refused = (state: FormState) => html(draw(requete, one, state), 422)
  if (!read.ok) return refused(read.state)
  const cle = { campagneId: requete.campagne.id, uai: one.uai, mef: one.mef }
  const done = await writeFicheFormation(requete.tx, cle, read.value)
  if (!done.ok) return refused(withError(read.state, '', sentenceFiche(done.refus)))
  return redirect(addressOf(one), 'La fiche est enregistrée. Elle sera publique une fois signée.')
}

async function publish(requete: Requete): Promise<Reply> {
  const one = await load(requete)
  const cle = { campagneId: requete.campagne.id, uai: one.uai, mef: one.mef }
  const done = await signFicheFormation(requete.tx, cle)
  if (done.ok) return redirect(PATH, `La fiche « ${one.libelle} » est signée : chacun peut la lire.`)
  const field = String(done.refus.details?.['rubrique'] ?? '')
  const state = withError(fresh(one), field, sentenceFiche(done.refus))
  return html(draw(requete, one, state), 422)
}

function Liste({ fiches, zone }: { fiches: readonly FicheDeLycee[]; zone: string }) {
  return (
    <Frame title="Fiches des formations">
      <p>
        Chaque fiche dit aux élèves et aux familles ce qui est attendu, ce que l’on apprend et ce qui suit.
        Une fois signée par le chef d’établissement, elle est publique.
      </p>
      <Table
        caption={counted(fiches.length, 'formation')}
        rows={fiches}
        rowKey={(one) => `${one.uai}-${one.mef}`}
        empty="Votre lycée n’est référent pour aucun domaine de cette campagne."
        columns={[
          { title: 'Formation', heading: true, cell: (one) => <a href={addressOf(one)}>{one.libelle}</a> },
          { title: 'Domaine', cell: (one) => one.libelleDomaine },
          { title: 'Lycée', cell: (one) => one.lycee },
          { title: 'Fiche', cell: (one) => <Etat one={one} zone={zone} /> },
        ]}
      />
    </Frame>
  )
}

function Etat({ one: { fiche, publiee }, zone }: { one: FicheDeLycee; zone: string }) {
  if (!fiche) return <Badge kind="warning">À écrire</Badge>
  if (fiche.signeLe) return <>Signée le {dayInWords(dayOf(fiche.signeLe, zone))}</>
  return (
    <>
      <Badge kind="info">À signer</Badge>
      {publiee !== null && ` La version ${publiee} reste publique.`}
    </>
  )
}

function Redaction(props: { one: FicheDeLycee; mayPublish: boolean; publique: string; state: FormState }) {
  const { one, mayPublish: signs, publique, state } = props
  const waits = one.fiche !== undefined && one.fiche.signeLe === null
  return (
    <Frame title={one.libelle} state={state}>
      <p>
        <a href={PATH}>Toutes les fiches</a>
      </p>
      <p>
        {one.lycee}, domaine {one.libelleDomaine}. Écrivez pour un élève de 14 ans : des phrases courtes, pas
        de sigle.
      </p>
      {waits && (
        <Alert kind="info">
          Cette version n’est pas signée : le public ne la lit pas encore
          {one.publiee === null ? '' : `, il lit la version ${one.publiee}`}.
        </Alert>
      )}
      <Form state={state} action={addressOf(one)}>
        {RUBRIQUES.map((rubrique) => (
          <TextArea
            key={rubrique}
            name={rubrique}
            label={LIBELLE_RUBRIQUE[rubrique]}
            hint={AIDE_RUBRIQUE[rubrique]}
            state={state}
            limite={1500}
          />
        ))}
        <TextArea
          name="sujets"
          label="Sujets à aborder à l’entretien"
          hint={`Un par ligne, ${SUJETS_MAX} au plus. L’intervenant coche ceux dont il a parlé.`}
          state={state}
        />
        <Buttons>
          <Button>Enregistrer</Button>
        </Buttons>
      </Form>
      {waits && signs && (
        <Form action={`${addressOf(one)}/signature`}>
          <h2>Signer et publier</h2>
          <p>
            Signez ce qui est enregistré. Un changement ultérieur fera une autre version, à signer elle aussi.
          </p>
          <Buttons>
            <Button kind="secondary">Signer et publier la fiche</Button>
          </Buttons>
        </Form>
      )}
      {one.publiee !== null && (
        <Buttons>
          <LinkButton href={publique} kind="tertiary">
            Voir la page publique
          </LinkButton>
        </Buttons>
      )}
    </Frame>
  )
}
