import type { ReactNode } from 'react'
import { Select, type Choice } from '#src/web/components/choice-fields.tsx'
import { TextField } from '#src/web/components/text-fields.tsx'
import { freshForm } from '#src/web/form.ts'
import { fr } from '#src/web/fr.ts'

/** What a list is narrowed to, kept in its address: one can keep it, send it and come back to it. */
export function FilterForm({ children }: { children: ReactNode }) {
  return (
    <form method="get" className="passpro-filtre" role="search">
      {children}
      <button type="submit" className={fr('fr-btn', 'fr-btn--secondary')}>
        Afficher
      </button>
    </form>
  )
}

/** Part of a name to look for, in `?nom=`. */
export const NameFilter = ({ value, label = 'Nom ou prénom' }: { value: string; label?: string }) => (
  <TextField name="nom" label={label} type="search" state={freshForm({ nom: value })} />
)

/** One value of a closed list, in the address under `name`; the empty line shows all. */
export function ChoiceFilter(props: {
  name: string
  label: string
  value: string | null
  choices: readonly Choice[]
  all: string
}) {
  const { name, label, value, choices, all } = props
  return <Select {...{ name, label, choices }} empty={all} state={freshForm({ [name]: value })} />
}

/** The school whose pupils are shown. Nothing to choose for who has one school only. */
export function SchoolFilter({ schools, value }: { schools: readonly School[]; value: string | null }) {
  if (schools.length < 2) return null
  const choices = schools.map(({ uai, nom }) => ({ value: uai, label: nom }))
  return <ChoiceFilter name="etablissement" label="Établissement" all="Tous" {...{ value, choices }} />
}

export interface School {
  uai: string
  nom: string
}
