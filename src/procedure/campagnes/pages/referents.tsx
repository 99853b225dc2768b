import { saveReferents } from '#src/procedure/campagnes/acts.ts'
import { retirerReferent } from '#src/procedure/campagnes/acts/referents.ts'
import { CarteDesReferents } from '#src/procedure/campagnes/pages/referents-carte.tsx'
import { readReferents, type ReferentsLus } from '#src/procedure/campagnes/reads/referents.ts'
import { sentenceCampagne } from '#src/procedure/campagnes/texts.ts'
import { listEtablissements } from '#src/procedure/etablissements/api.ts'
import { Alert } from '#src/web/components/alert.tsx'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Select } from '#src/web/components/choice-fields.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import { sliceOf, type Slice } from '#src/web/components/pagination.tsx'
import { TextField } from '#src/web/components/text-fields.tsx'
import { freshForm, lignes, typedOf, withError, type FormState } from '#src/web/form.ts'
import { listPages } from '#src/web/list-pages.ts'
import { listed, textFilter, type ListColumn } from '#src/web/lists.ts'
import { html, page, redirect, type Reply, type Requete } from '#src/web/page.ts'
import { addressOf } from '#src/web/query.ts'

const PATH = '/referents'
type Ligne = ReferentsLus['referents'][number]

/** The capacities and the map are those of the domaine asked for: it narrows the read. */
async function load(requete: Requete, slice: Slice) {
  const domaine = requete.query('domaine') || null
  const lus = await readReferents(requete.tx, { campagneId: requete.campagne.id, domaine })
  const domaines = lus.domaines.map(({ code, libelle }) => ({ value: code, label: libelle }))
  const liste = listed(requete, {
    path: PATH,
    filters: [
      textFilter('Lycée ou UAI', ({ nom, uai }: Ligne) => `${nom} ${uai}`),
      { name: 'domaine', label: 'Domaine', choices: domaines },
    ],
    columns: columnsFor(freshForm()),
    rows: lus.referents,
    slice,
  })
  return { ...liste, lus, domaines }
}

export const referents = [
  ...listPages({
    path: PATH,
    droit: 'referents.enregistrer',
    menu: { libelle: 'Lycées référents', ordre: 7 },
    nom: 'lycees-referents',
    load,
    draw: (lue) => <Referents lue={lue} state={freshForm()} />,
  }),
  page({ method: 'POST', path: PATH, droit: 'referents.enregistrer', handler: save }),
]

const placesOf = (text: string): string[] =>
  text
    .split(/[,;\n]/)
    .map((place) => place.trim())
    .filter((place) => place !== '')

/** Sectors as they were typed, one referent added, or one taken away: whichever was asked for. */
async function save(requete: Requete): Promise<Reply> {
  const { tx, campagne, form } = requete
  const lue = await load(requete, sliceOf(requete.query('page')))
  const { lus } = lue
  const again = (field: string, sentence: string) =>
    html(<Referents lue={lue} state={withError(typedOf(form), field, sentence)} />, 422)
  const back = addressOf(PATH, lue.choices)
  const asked = form.get('retirer')
  if (typeof asked === 'string') {
    const [uai = '', domaine = ''] = asked.split('.')
    const done = await retirerReferent(tx, { campagneId: campagne.id, uai, domaine })
    return done.ok
      ? redirect(back, 'Ce lycée n’est plus référent de ce domaine.')
      : again('', sentenceCampagne(done.refus))
  }
  const typed = new Map(lignes(form).map(({ id, fields }) => [id, fields['secteur'] ?? '']))
  const changed = lus.referents.flatMap((one) => {
    const secteur = placesOf(typed.get(cleOf(one)) ?? one.secteur.join(', '))
    return secteur.join() === one.secteur.join() ? [] : [{ uai: one.uai, domaine: one.domaine, secteur }]
  })
  const added = await addedBy(requete, lus)
  if (!added.ok) return again(added.field, added.sentence)
  const all = [...changed, ...added.nouveaux]
  if (all.length === 0) return redirect(back, 'Rien n’a changé.')
  await saveReferents(tx, campagne.id, all)
  return redirect(
    back,
    all.length === 1 ? 'Un référent est enregistré.' : `${all.length} référents sont enregistrés.`,
  )
}

type Nouveau = Pick<Ligne, 'uai' | 'domaine' | 'secteur'>

/** The referent typed under the list, none when its UAI is left empty. */
async function addedBy(
  { tx, form }: Requete,
  { domaines }: ReferentsLus,
): Promise<{ ok: true; nouveaux: Nouveau[] } | { ok: false; field: string; sentence: string }> {
  const typed = (name: string): string => typedOf(form).values[name]?.[0]?.trim() ?? ''
  const refuse = (field: string, sentence: string) => ({ ok: false, field, sentence }) as const
  const [uai, domaine] = [typed('uai').toUpperCase(), typed('nouveauDomaine')]
  if (uai === '') return { ok: true, nouveaux: [] }
  if (!/^\d{7}[A-Z]$/.test(uai)) return refuse('uai', 'Un UAI a sept chiffres et une lettre.')
  if (!domaines.some(({ code }) => code === domaine))
    return refuse('nouveauDomaine', 'Choisissez le domaine.')
  if ((await listEtablissements(tx.trx, [uai])).length === 0)
    return refuse('uai', 'Aucun établissement de l’annuaire n’a cet UAI.')
  return { ok: true, nouveaux: [{ uai, domaine, secteur: placesOf(typed('nouveauSecteur')) }] }
}

const cleOf = ({ uai, domaine }: Ligne): string => `${uai}.${domaine}`

const RETIRER: ListColumn<Ligne> = {
  title: 'Retirer',
  cell: (one) => (
    <Button kind="tertiary" name="retirer" value={cleOf(one)}>
      Retirer
      <span className="fr-sr-only">
        {' '}
        {one.nom}, {one.libelleDomaine}
      </span>
    </Button>
  ),
}

const columnsFor = (state: FormState): ListColumn<Ligne>[] => [
  {
    title: 'Lycée',
    heading: true,
    tri: 'lycee',
    cell: (one) => (
      <>
        {one.nom}
        <span className="passpro-precision">{[one.uai, one.commune].filter(Boolean).join(', ')}</span>
      </>
    ),
    valeur: (one) => one.nom,
  },
  { title: 'UAI', fichierSeul: true, valeur: (one) => one.uai },
  {
    title: 'Domaine',
    tri: 'domaine',
    valeur: (one) => one.libelleDomaine,
  },
  {
    title: 'Secteur (départements ou communes)',
    cell: (one) => (
      <input
        className="fr-input"
        name={`secteur-${cleOf(one)}`}
        aria-label={`Secteur de ${one.nom}, ${one.libelleDomaine} (vide : partout)`}
        defaultValue={state.values[`secteur-${cleOf(one)}`]?.[0] ?? one.secteur.join(', ')}
      />
    ),
    valeur: (one) => one.secteur.join(', ') || 'partout',
  },
  {
    title: 'Collèges servis',
    numeric: true,
    tri: 'colleges',
    valeur: (one) => one.ecoles,
  },
  {
    title: 'Places',
    numeric: true,
    tri: 'places',
    valeur: (one) => one.capacite,
  },
  {
    title: 'Entretiens',
    numeric: true,
    tri: 'entretiens',
    valeur: (one) => one.entretiens,
  },
  RETIRER,
]

function Referents({ lue, state }: { lue: Awaited<ReturnType<typeof load>>; state: FormState }) {
  const { lus, domaines, choices } = lue
  const general = state.errors['']
  return (
    <Frame title="Lycées référents" state={state}>
      {general && <Alert kind="error">{general}</Alert>}
      <ListFilters list={lue} />
      <CarteDesReferents lus={lus} />
      <Form action={addressOf(PATH, choices)} state={state}>
        {/* The Enter key presses the first button: it must take nobody away. */}
        <button type="submit" className="fr-sr-only" tabIndex={-1} aria-hidden="true">
          Enregistrer
        </button>
        <div className="passpro-multiligne">
          <List
            list={lue}
            caption="Qui reçoit pour quel domaine, et pour quels collèges"
            columns={columnsFor(state)}
            rowKey={cleOf}
            empty="Aucun lycée référent."
          />
        </div>
        <h2>Ajouter un référent</h2>
        <TextField name="uai" label="UAI du lycée" state={state} />
        <Select name="nouveauDomaine" label="Domaine" choices={domaines} state={state} />
        <TextField
          name="nouveauSecteur"
          label="Secteur"
          hint="Départements ou communes, séparés par des virgules. Vide : tous les collèges."
          state={state}
        />
        <Buttons>
          <Button>Enregistrer</Button>
        </Buttons>
      </Form>
    </Frame>
  )
}
