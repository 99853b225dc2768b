import { FilterForm, SchoolFilter, type School } from '#src/web/components/filter-form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import type { Requete } from '#src/web/page.ts'

/** The school asked for, else the only one of the actor; null when he has to choose. The read judges his right to it. */
export const chosenSchool = ({ query }: Pick<Requete, 'query'>, schools: readonly School[]): string | null =>
  query('etablissement') || (schools.length === 1 ? (schools[0]?.uai ?? null) : null)

/** Asks for a school: the sheets of a whole académie are not drawn at once. */
export function SchoolFirst({ title, schools }: { title: string; schools: readonly School[] }) {
  return (
    <Frame title={title}>
      {schools.length === 0 ? (
        <p>Aucun élève n’est encore importé.</p>
      ) : (
        <>
          <p>Choisissez l’établissement d’origine.</p>
          <FilterForm>
            <SchoolFilter schools={schools} value={null} />
          </FilterForm>
        </>
      )}
    </Frame>
  )
}
