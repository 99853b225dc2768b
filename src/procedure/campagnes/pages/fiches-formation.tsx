import { counted } from '#src/kit/counted.ts'
import { z } from 'zod'
import { dayInWords, dayOf } from '#src/kit/day.ts'
import { signFicheFormation, writeFicheFormation } from '#src/procedure/campagnes/acts/fiches.ts'
import { RUBRIQUES, type FicheDeLycee } from '#src/procedure/campagnes/model/fiches.ts'
import { readFichesDesLycees, readFichesUtiles } from '#src/procedure/campagnes/reads/fiches.ts'
import { AIDE_RUBRIQUE, LIBELLE_RUBRIQUE, sentenceFiche } from '#src/procedure/campagnes/texts/fiches.ts'
import { allows, hasRole } from '#src/procedure/comptes/api.ts'
import { Alert } from '#src/web/components/alert.tsx'
import { Badge } from '#src/web/components/badge.tsx'
import { Button, Buttons, LinkButton } from '#src/web/components/button.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import type { Slice } from '#src/web/components/pagination.tsx'
import { TextArea } from '#src/web/components/text-fields.tsx'
import { freshForm, readForm, texteFacultatif, withError, type FormState } from '#src/web/form.ts'
import { listPages } from '#src/web/list-pages.ts'
import { choicesIn, listed, textFilter, type ListColumn, type Listed } from '#src/web/lists.ts'
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
  ...listPages({
    path: PATH,
    droit,
    menu: { libelle: 'Fiches des formations', ordre: 64 },
    attente: async ({ tx, campagne }) => {
      if (hasRole(tx.acteur, 'academie')) return []
      const all = await readFichesUtiles(tx, campagne.id)
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
    nom: 'fiches-des-formations',
    load: loadListe,
    draw: (lue) => <Liste lue={lue} />,
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
  const publique = campagne.ouverte ? `/formations/${campagne.id}/${one.mef}` : null
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

const ETATS = ['a_ecrire', 'a_signer', 'signee'] as const
const LIBELLE_ETAT = { a_ecrire: 'À écrire', a_signer: 'À signer', signee: 'Signée' } as const
const etatOf = ({ fiche }: FicheDeLycee): (typeof ETATS)[number] =>
  !fiche ? 'a_ecrire' : fiche.signeLe ? 'signee' : 'a_signer'

async function loadListe(requete: Requete, slice: Slice) {
  const { tx, campagne } = requete
  return listed(requete, {
    path: PATH,
    filters: [
      textFilter('Formation, domaine ou lycée', ({ libelle, libelleDomaine, lycee }: FicheDeLycee) =>
        [libelle, libelleDomaine, lycee].join(' '),
      ),
      {
        name: 'etat',
        label: 'Fiche',
        all: 'Toutes',
        choices: choicesIn(ETATS, LIBELLE_ETAT),
        keeps: (one: FicheDeLycee, etat: string) => etatOf(one) === etat,
      },
    ],
    columns: columnsIn(tx.zone),
    rows: await readFichesDesLycees(tx, campagne.id),
    slice,
  })
}

const columnsIn = (zone: string): ListColumn<FicheDeLycee>[] => [
  {
    title: 'Formation',
    heading: true,
    tri: 'formation',
    cell: (one) => <a href={addressOf(one)}>{one.libelle}</a>,
    valeur: ({ libelle }) => libelle,
  },
  { title: 'Domaine', tri: 'domaine', valeur: ({ libelleDomaine }) => libelleDomaine },
  { title: 'Lycée', tri: 'lycee', valeur: ({ lycee }) => lycee },
  {
    title: 'Fiche',
    tri: 'etat',
    cell: (one) => <Etat one={one} zone={zone} />,
    valeur: (one) => LIBELLE_ETAT[etatOf(one)],
    ordre: (one) => `${ETATS.indexOf(etatOf(one))} ${one.fiche?.signeLe?.toISOString() ?? ''}`,
  },
]

function Liste({ lue }: { lue: Listed<FicheDeLycee> }) {
  return (
    <Frame title="Fiches des formations">
      <p>
        Chaque fiche dit aux élèves et aux familles ce qui est attendu, ce que l’on apprend et ce qui suit.
        Une fois signée par le chef d’établissement, elle est publique.
      </p>
      <ListFilters list={lue} />
      <div className="passpro-multiligne">
        <List
          list={lue}
          caption={counted(lue.total, 'formation')}
          rowKey={(one) => `${one.uai}-${one.mef}`}
          empty="Aucun lycée que vous suivez n’est encore référent dans cette campagne."
        />
      </div>
    </Frame>
  )
}

function Etat({ one, zone }: { one: FicheDeLycee; zone: string }) {
  const etat = etatOf(one)
  if (etat === 'a_ecrire') return <Badge kind="warning">{LIBELLE_ETAT[etat]}</Badge>
  if (one.fiche?.signeLe) return <>Signée le {dayInWords(dayOf(one.fiche.signeLe, zone))}</>
  return (
    <>
      <Badge kind="info">{LIBELLE_ETAT.a_signer}</Badge>
      {one.publiee !== null && ` La version ${one.publiee} reste publique.`}
    </>
  )
}

function Redaction(props: {
  one: FicheDeLycee
  mayPublish: boolean
  publique: string | null
  state: FormState
}) {
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
      {one.publiee !== null && <PagePublique href={publique} />}
    </Frame>
  )
}

/** Where anybody reads the sheet, once the campaign is open. */
const PagePublique = ({ href }: { href: string | null }) =>
  href === null ? (
    <p>Elle se lira dès que la campagne est ouverte.</p>
  ) : (
    <Buttons>
      <LinkButton href={href} kind="tertiary">
        Voir la page publique
      </LinkButton>
    </Buttons>
  )
