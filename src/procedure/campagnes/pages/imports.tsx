import { z } from 'zod'
import { deposerImport } from '#src/procedure/campagnes/acts/importations.ts'
import { GENRES_IMPORT, type GenreImport, type Importation } from '#src/procedure/campagnes/model.ts'
import { etatBadge, importation } from '#src/procedure/campagnes/pages/importation.tsx'
import { genresFor, readImports } from '#src/procedure/campagnes/reads/importations.ts'
import { AIDE_GENRE, LIBELLE_GENRE } from '#src/procedure/campagnes/texts.ts'
import { hasRole, schoolsOf, type Acteur } from '#src/procedure/comptes/api.ts'
import { dayToFrench, localMinuteOf, timeInWords } from '#src/kit/day.ts'
import { Button } from '#src/web/components/button.tsx'
import { Checkbox, Radios, Select } from '#src/web/components/choice-fields.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Pagination, sliceOf } from '#src/web/components/pagination.tsx'
import { Table } from '#src/web/components/table.tsx'
import { FileField } from '#src/web/components/text-fields.tsx'
import { freshForm, readForm, withError, type FormState } from '#src/web/form.ts'
import { html, page, redirect, type Reply, type Requete } from '#src/web/page.ts'
import { dropUploads, fileOf, keepUploads } from '#src/web/uploads.ts'

const Depot = z.object({
  genre: z.enum(GENRES_IMPORT, { error: 'Choisissez ce que contient le fichier.' }),
  uai: z.string().optional(),
  a_blanc: z.literal('oui').optional(),
})

export const imports = [
  page({
    method: 'GET',
    path: '/imports',
    droit: 'imports.lire',
    menu: { libelle: 'Imports', ordre: 80 },
    handler: async (requete) =>
      html(await draw(requete, freshForm({ genre: genresFor(requete.acteur)[0] ?? null }))),
  }),
  page({ method: 'POST', path: '/imports', droit: 'import.eleves', televersement: true, handler: deposit }),
  ...importation,
]

async function deposit(requete: Requete): Promise<Reply> {
  const { tx, form, acteur, campagne, televersements } = requete
  const read = readForm(form, Depot)
  if (!read.ok) return html(await draw(requete, read.state), 422)
  const { genre, a_blanc: aBlanc } = read.value
  const uai = schoolOf(acteur, read.value.uai)
  if (uai === undefined)
    return html(
      await draw(requete, withError(read.state, 'uai', 'Choisissez un de vos établissements.')),
      422,
    )
  const file = fileOf(form, 'fichier')
  if (!file) return html(await draw(requete, withError(read.state, 'fichier', 'Choisissez un fichier.')), 422)
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

async function draw({ tx, acteur, campagne, query }: Requete, state: FormState) {
  const { page: number, ...slice } = sliceOf(query('page'))
  const { total, importations } = await readImports(tx, { campagneId: campagne.id, ...slice })
  const genres = genresFor(acteur)
  const schools = hasRole(acteur, 'academie') ? [] : schoolsOf(acteur, ['chef_origine'])
  return (
    <Frame title="Imports" state={state}>
      <p>
        Le fichier est lu ligne par ligne. Une ligne fausse n’empêche pas les autres, un fichier refusé ne
        change rien, et le même fichier envoyé deux fois ne change rien non plus.
      </p>
      <DepositForm {...{ state, genres, schools }} />
      <h2>Imports déjà faits</h2>
      <Imports importations={importations} zone={tx.zone} />
      <Pagination page={number} total={total} href={(n) => `/imports?page=${n}`} />
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
    <Form state={state} files action="/imports">
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

function Imports({ importations, zone }: { importations: readonly Importation[]; zone: string }) {
  return (
    <Table
      caption="Imports, du plus récent au plus ancien"
      rows={importations}
      rowKey={(one) => one.id}
      empty="Aucun import dans cette campagne."
      columns={[
        { title: 'Import', heading: true, cell: (one) => <a href={`/imports/${one.id}`}>N° {one.id}</a> },
        { title: 'Contenu', cell: (one) => LIBELLE_GENRE[one.genre] },
        { title: 'Fichier', cell: (one) => one.fichier },
        { title: 'Établissement', cell: (one) => one.uai ?? '' },
        { title: 'Par', cell: (one) => one.auteur },
        { title: 'Le', cell: (one) => whenOf(one.le, zone) },
        { title: 'État', cell: etatBadge },
        { title: 'Refusées', numeric: true, cell: (one) => one.compteurs.refuses ?? '' },
      ]}
    />
  )
}

function whenOf(instant: Date, zone: string): string {
  const local = localMinuteOf(instant, zone)
  return `${dayToFrench(local.slice(0, 10))} à ${timeInWords(local)}`
}
