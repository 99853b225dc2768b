import { z } from 'zod'
import { counted } from '#src/kit/counted.ts'
import { deposerImport } from '#src/procedure/campagnes/acts/importations.ts'
import {
  ETATS_IMPORT,
  GENRES_IMPORT,
  type GenreImport,
  type Importation,
} from '#src/procedure/campagnes/model.ts'
import { etatBadge, importation } from '#src/procedure/campagnes/pages/importation.tsx'
import { genresFor, readImports, TRIS_IMPORTS } from '#src/procedure/campagnes/reads/importations.ts'
import { AIDE_GENRE, LIBELLE_ETAT_IMPORT, LIBELLE_GENRE } from '#src/procedure/campagnes/texts.ts'
import { hasRole, schoolsOf, type Acteur } from '#src/procedure/comptes/api.ts'
import { dayToFrench, localMinuteOf, timeInWords } from '#src/kit/day.ts'
import { Button } from '#src/web/components/button.tsx'
import { Checkbox, Radios, Select } from '#src/web/components/choice-fields.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import { sliceOf, type Slice } from '#src/web/components/pagination.tsx'
import { FileField } from '#src/web/components/text-fields.tsx'
import { freshForm, readForm, withError, type FormState } from '#src/web/form.ts'
import { listPages } from '#src/web/list-pages.ts'
import { choicesIn, triOf, type ListColumn } from '#src/web/lists.ts'
import { html, page, redirect, type Reply, type Requete } from '#src/web/page.ts'
import { oneOf } from '#src/web/query.ts'
import { dropUploads, fileOf, keepUploads } from '#src/web/uploads.ts'

const PATH = '/imports'

const Depot = z.object({
  genre: z.enum(GENRES_IMPORT, { error: 'Choisissez ce que contient le fichier.' }),
  uai: z.string().optional(),
  a_blanc: z.literal('oui').optional(),
})

export const imports = [
  ...listPages({
    path: PATH,
    droit: 'imports.lire',
    menu: { libelle: 'Imports', ordre: 80 },
    nom: 'imports',
    load,
    draw: (lue) => <Imports lue={lue} state={freshForm({ genre: lue.genres[0] ?? null })} />,
  }),
  page({ method: 'POST', path: PATH, droit: 'import.eleves', televersement: true, handler: deposit }),
  ...importation,
]

async function deposit(requete: Requete): Promise<Reply> {
  const { tx, form, acteur, campagne, televersements } = requete
  const read = readForm(form, Depot)
  const again = async (state: FormState) =>
    html(<Imports lue={await load(requete, sliceOf(requete.query('page')))} state={state} />, 422)
  if (!read.ok) return again(read.state)
  const { genre, a_blanc: aBlanc } = read.value
  const uai = schoolOf(acteur, read.value.uai)
  if (uai === undefined) return again(withError(read.state, 'uai', 'Choisissez un de vos établissements.'))
  const file = fileOf(form, 'fichier')
  if (!file) return again(withError(read.state, 'fichier', 'Choisissez un fichier.'))
  const second = genre === 'siecle' ? fileOf(form, 'responsables') : undefined
  const fichiers = await keepUploads(televersements, second ? [file, second] : [file])
  try {
    const id = await deposerImport(tx, {
      campagneId: campagne.id,
      genre,
      uai,
      // Wishes replace those that stand: what changes is shown before it is applied.
      aBlanc: genre === 'voeux' || aBlanc === 'oui',
      fichiers,
    })
    return redirect(`/imports/${id}`)
  } catch (error) {
    await dropUploads(televersements, fichiers)
    throw error
  }
}

/** The school that the files must be of: any for the académie (null), his own for a principal; undefined: not his. */
function schoolOf(acteur: Acteur, asked: string | undefined): string | null | undefined {
  if (hasRole(acteur, 'academie')) return null
  const own = schoolsOf(acteur, ['chef_origine'])
  return own.length === 1 ? own[0] : own.find((uai) => uai === asked)
}

async function load({ tx, acteur, campagne, query }: Requete, slice: Slice) {
  const genres = genresFor(acteur)
  const choices = {
    cherche: query('cherche') ?? '',
    contenu: oneOf(query('contenu'), GENRES_IMPORT),
    etat: oneOf(query('etat'), ETATS_IMPORT),
  }
  const { contenu: genre, ...asked } = choices
  const tri = triOf(query('tri'), TRIS_IMPORTS)
  const search = { campagneId: campagne.id, ...asked, genre, tri, ...slice }
  const { importations: rows, total } = await readImports(tx, search)
  return {
    path: PATH,
    filters: [
      { name: 'cherche', label: 'Fichier, auteur ou UAI' },
      { name: 'contenu', label: 'Contenu', choices: choicesIn(genres, LIBELLE_GENRE) },
      { name: 'etat', label: 'État', choices: choicesIn(ETATS_IMPORT, LIBELLE_ETAT_IMPORT) },
    ],
    choices,
    columns: columnsFor(tx.zone),
    tri,
    slice,
    rows,
    total,
    genres,
    schools: hasRole(acteur, 'academie') ? [] : schoolsOf(acteur, ['chef_origine']),
  } as const
}

function Imports({ lue, state }: { lue: Awaited<ReturnType<typeof load>>; state: FormState }) {
  const { genres, schools, total } = lue
  return (
    <Frame title="Imports" state={state}>
      <p>
        Le fichier est lu ligne par ligne. Une ligne fausse n’empêche pas les autres, un fichier refusé ne
        change rien, et le même fichier envoyé deux fois ne change rien non plus.
      </p>
      <DepositForm {...{ state, genres, schools }} />
      <h2>Imports déjà faits</h2>
      <ListFilters list={lue} />
      <List
        list={lue}
        caption={counted(total, 'import')}
        rowKey={(one) => one.id}
        empty="Aucun import dans cette campagne."
      />
    </Frame>
  )
}

function DepositForm(props: {
  state: FormState
  genres: readonly GenreImport[]
  schools: readonly string[]
}) {
  const { state, genres, schools } = props
  const choices = genres.map((genre) => ({
    value: genre,
    label: LIBELLE_GENRE[genre],
    hint: AIDE_GENRE[genre],
  }))
  return (
    <Form state={state} files action={PATH}>
      <Radios name="genre" label="Contenu du fichier" choices={choices} state={state} />
      {schools.length > 1 && (
        <Select
          name="uai"
          label="Établissement"
          choices={schools.map((uai) => ({ value: uai, label: uai }))}
          state={state}
        />
      )}
      <FileField name="fichier" label="Fichier" hint="60 Mo au plus." state={state} />
      <FileField
        name="responsables"
        label="Fichier des responsables (SIECLE seulement, facultatif)"
        hint="Sans lui, les responsables déjà connus restent tels quels."
        state={state}
      />
      <Checkbox
        name="a_blanc"
        label="Essai à blanc"
        hint="Montre ce qui serait fait, sans rien garder."
        state={state}
      />
      <Button>Importer</Button>
    </Form>
  )
}

const columnsFor = (zone: string): ListColumn<Importation>[] => [
  {
    title: 'Import',
    heading: true,
    tri: 'numero',
    valeur: ({ id }) => `N° ${id}`,
    cell: ({ id }) => <a href={`${PATH}/${id}`}>N° {id}</a>,
  },
  { title: 'Contenu', tri: 'contenu', valeur: ({ genre }) => LIBELLE_GENRE[genre] },
  { title: 'Fichier', tri: 'fichier', valeur: ({ fichier }) => fichier },
  { title: 'Établissement', tri: 'uai', valeur: ({ uai }) => uai },
  { title: 'Par', tri: 'auteur', valeur: ({ auteur }) => auteur },
  { title: 'Le', tri: 'le', valeur: ({ le }) => whenOf(le, zone) },
  {
    title: 'État',
    tri: 'etat',
    valeur: ({ etat, aBlanc }) => `${LIBELLE_ETAT_IMPORT[etat]}${aBlanc ? ' à blanc' : ''}`,
    cell: etatBadge,
  },
  { title: 'Refusées', numeric: true, tri: 'refuses', valeur: ({ compteurs }) => compteurs.refuses ?? null },
]

function whenOf(instant: Date, zone: string): string {
  const local = localMinuteOf(instant, zone)
  return `${dayToFrench(local.slice(0, 10))} à ${timeInWords(local)}`
}
