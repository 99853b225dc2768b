import { LIBELLE_ROLE, ROLES, type Role } from '#src/procedure/comptes/model.ts'
import { CHAPITRES, type LigneDeDroit } from '#src/procedure/comptes/rights/table.ts'
import { LIBELLE_GENRE, LIBELLE_MOMENT, quiPeut } from '#src/procedure/comptes/rights/words.ts'
import { ChoiceFilter, FilterForm } from '#src/web/components/filter-form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Table } from '#src/web/components/table.tsx'
import { html, page } from '#src/web/page.ts'

const PATH = '/droits'

/** The table of rights itself, read by whoever answers for it. */
export const droits = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'droits.lire',
    menu: { libelle: 'Table des droits', ordre: 96, sansCampagne: true },
    handler: ({ query }) => html(<Droits role={ROLES.find((role) => role === query('role'))} />),
  }),
]

function Droits({ role }: { role: Role | undefined }) {
  return (
    <Frame title="Table des droits">
      <p>
        Qui peut faire quoi, sur quoi, et jusqu’à quand. Cette page est écrite à partir de la table que
        l’application consulte à chaque demande : ce qui n’y est pas est refusé.
      </p>
      <FilterForm>
        <ChoiceFilter
          name="role"
          label="Rôle"
          all="Tous les rôles"
          value={role ?? null}
          choices={ROLES.map((one) => ({ value: one, label: LIBELLE_ROLE[one] }))}
        />
      </FilterForm>
      {CHAPITRES.map(({ titre, lignes }) => (
        <Chapitre key={titre} titre={titre} lignes={lignes.filter((one) => !role || one.grants[role])} />
      ))}
    </Frame>
  )
}

function Chapitre({ titre, lignes }: { titre: string; lignes: readonly LigneDeDroit[] }) {
  if (lignes.length === 0) return null
  return (
    <Table
      caption={titre}
      rows={lignes}
      rowKey={(one) => one.acte}
      columns={[
        { title: 'Genre', cell: (one) => LIBELLE_GENRE[one.genre] },
        { title: 'Droit', heading: true, cell: (one) => one.dit },
        { title: 'Qui, sur quoi', cell: (one) => <Qui ligne={one} /> },
        { title: 'Quand', cell: (one) => (one.moment ? LIBELLE_MOMENT[one.moment] : 'à tout moment') },
      ]}
    />
  )
}

const Qui = ({ ligne }: { ligne: LigneDeDroit }) => (
  <ul>
    {quiPeut(ligne.grants).map((one) => (
      <li key={one}>{one}</li>
    ))}
  </ul>
)
