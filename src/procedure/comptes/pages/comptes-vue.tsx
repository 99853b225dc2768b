import { usePageContext } from '#src/web/components/page-context.ts'
import { dayInWords } from '#src/kit/day.ts'
import { LIBELLE_ROLE, type Role } from '#src/procedure/comptes/model.ts'
import type { CompteSuivi, Droit } from '#src/procedure/comptes/reads/comptes.ts'
import { Badge } from '#src/web/components/badge.tsx'
import { Button, Buttons, LinkButton } from '#src/web/components/button.tsx'
import { Select } from '#src/web/components/choice-fields.tsx'
import { ActionButton, Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import { Table } from '#src/web/components/table.tsx'
import { SchoolField, type Ecole } from '#src/web/components/school-field.tsx'
import type { ListColumn, Listed } from '#src/web/lists.ts'
import { DateField, TextField } from '#src/web/components/text-fields.tsx'
import { fr } from '#src/web/fr.ts'
import type { FormState } from '#src/web/form.ts'

/** What the actor may give; `libre`: in any school of the académie. */
export interface Scope {
  roles: readonly Role[]
  uais: readonly string[]
  libre: boolean
  /** Schools found for the words typed, among which one is to be chosen. */
  trouvees?: readonly Ecole[]
}

export const droitInWords = ({
  role,
  etablissement,
  uai,
  fin,
  delegueePar,
  interim,
  departement,
  classe,
}: Droit): string =>
  [
    LIBELLE_ROLE[role],
    etablissement ?? uai ?? undefined,
    classe ? `classe ${classe}` : undefined,
    departement ? `département ${departement}` : undefined,
    interim ? 'par intérim' : undefined,
    delegueePar ? `par délégation de ${delegueePar}` : undefined,
    fin ? `jusqu’au ${dayInWords(fin)}` : undefined,
  ]
    .filter(Boolean)
    .join(', ')

const wayIn = ({ ferme, ouvert, codeJusquau }: CompteSuivi): string => {
  if (ferme) return 'Fermé'
  if (ouvert) return 'Ouvert'
  return codeJusquau ? `Code à utiliser avant le ${dayInWords(codeJusquau)}` : 'Sans moyen d’entrer'
}

const rights = ({ droits }: CompteSuivi): string =>
  droits.map(droitInWords).join(' ; ') || 'Aucun aujourd’hui'

/** Accounts as a list and as a file. */
export const COLUMNS: readonly ListColumn<CompteSuivi>[] = [
  {
    title: 'Personne',
    heading: true,
    tri: 'nom',
    cell: ({ id, nom }) => <a href={`/comptes/${id}`}>{nom}</a>,
    valeur: ({ nom }) => nom,
  },
  {
    title: 'Adresse',
    tri: 'courriel',
    valeur: ({ courriel }) => courriel,
  },
  { title: 'Droits', valeur: rights },
  { title: 'Accès', valeur: wayIn },
]

export function ListeDesComptes(props: { lue: Listed<CompteSuivi>; scope: Scope; state: FormState }) {
  const { lue, scope, state } = props
  return (
    <Frame title="Comptes et droits" state={state}>
      <p>
        Chaque personne a son compte, à son nom. Un droit se donne, se borne dans le temps et se retire ici ;
        il cesse à l’instant où on le retire. Les familles reçoivent leur code depuis la page de l’élève.
      </p>
      <ListFilters list={lue} />
      <div className="passpro-multiligne">
        <List
          list={lue}
          caption={`${lue.total} compte${lue.total > 1 ? 's' : ''}`}
          rowKey={({ id }) => id}
          empty="Aucun compte."
        />
      </div>
      <h2>Ouvrir un compte</h2>
      <Form action="/comptes" state={state}>
        <TextField name="nom" label="Prénom et nom" state={state} />
        <TextField
          name="courriel"
          label="Adresse électronique (facultative)"
          hint="Personnelle : jamais la boîte commune de l’établissement."
          type="email"
          state={state}
        />
        <ChampsDuDroit scope={scope} state={state} />
        <Button>Ouvrir le compte et imprimer son code</Button>
      </Form>
    </Frame>
  )
}

/** The académie looks for a school; a head chooses among the schools that are his. */
function ChampEtablissement({ scope, state }: { scope: Scope; state: FormState }) {
  const { uais, libre, trouvees } = scope
  const { etablissements } = usePageContext()
  return libre ? (
    <SchoolField
      name="etablissement"
      label="Établissement"
      hint="Des mots de son nom ou sa ville, ou son numéro (UAI). Vide pour un droit de l’académie."
      {...{ state, trouvees }}
    />
  ) : (
    <Select
      name="etablissement"
      label="Établissement"
      choices={uais.map((uai) => ({
        value: uai,
        label: etablissements.find((one) => one.uai === uai)?.nom ?? uai,
      }))}
      state={state}
    />
  )
}

function ChampsDuDroit({ scope, state }: { scope: Scope; state: FormState }) {
  const { roles } = scope
  return (
    <>
      <Select
        name="role"
        label="Ce que cette personne fera"
        choices={roles.map((role) => ({ value: role, label: LIBELLE_ROLE[role] }))}
        state={state}
      />
      <ChampEtablissement {...{ scope, state }} />
      <DateField name="debut" label="Premier jour" state={state} />
      <DateField name="fin" label="Dernier jour (facultatif)" state={state} />
      {roles.includes('professeur_principal') && (
        <TextField
          name="classe"
          label="Classe (professeur principal seulement)"
          hint="Comme dans SIECLE, par exemple 3A."
          state={state}
        />
      )}
      {roles.includes('dsden') && (
        <TextField
          name="departement"
          label="Département (DSDEN seulement)"
          hint="Les trois premiers signes des UAI de ses établissements, par exemple 075."
          state={state}
        />
      )}
      <Select
        name="titre"
        label="À quel titre"
        choices={[
          { value: '', label: 'À titre ordinaire' },
          { value: 'interim', label: 'Par intérim, jusqu’au dernier jour indiqué' },
        ]}
        state={state}
      />
      <TextField
        name="delegation"
        label="Par délégation de (facultatif)"
        hint="Nom du chef d’établissement qui délègue sa signature."
        state={state}
      />
    </>
  )
}

export function UnCompte(props: {
  compte: CompteSuivi
  gives: (role: Role, uai: string | null) => boolean
  scope: Scope
  moi: boolean
  state: FormState
}) {
  const { compte, gives, scope, moi, state } = props
  const { id, nom, courriel, droits, sessions, ferme } = compte
  const all = droits.every(({ role, uai }) => gives(role, uai))
  return (
    <Frame title={nom} state={state}>
      <p>
        <a href="/comptes">Revenir aux comptes</a>
      </p>
      <p>
        <Badge kind={ferme ? 'error' : 'info'}>{wayIn(compte)}</Badge> Adresse : {courriel ?? 'non connue'}.{' '}
        {sessions === 0 ? 'Aucune session ouverte.' : `Sessions ouvertes : ${sessions}.`}
      </p>
      <Table
        caption="Droits"
        rows={droits}
        rowKey={(droit) => droit.id}
        empty="Aucun droit aujourd’hui."
        columns={[
          { title: 'Droit', heading: true, cell: droitInWords },
          { title: 'Depuis le', cell: ({ debut }) => dayInWords(debut) },
          { title: 'Donné par', cell: ({ deLAnnuaire }) => (deLAnnuaire ? 'l’annuaire' : 'PASSPRO') },
          {
            title: 'Action',
            cell: (droit) =>
              gives(droit.role, droit.uai) && (
                <ActionButton action={`/comptes/${id}/droits/${droit.id}/fin`}>
                  Retirer<span className={fr('fr-sr-only')}> le droit {LIBELLE_ROLE[droit.role]}</span>
                </ActionButton>
              ),
          },
        ]}
      />
      {!ferme && all && !moi && (
        <Buttons>
          <ActionButton action={`/comptes/${id}/code`}>Remettre un nouveau code</ActionButton>
          <ActionButton action={`/comptes/${id}/fermeture`} kind="tertiary">
            Fermer le compte
          </ActionButton>
        </Buttons>
      )}
      {!ferme && (
        <>
          <h2>Donner un droit de plus</h2>
          <Form action={`/comptes/${id}/droits`} state={state}>
            <ChampsDuDroit scope={scope} state={state} />
            <Button kind="secondary">Donner ce droit</Button>
          </Form>
        </>
      )}
    </Frame>
  )
}

/** The slip to print and hand over: the code is shown here once, and kept nowhere in clear. */
export function CompteOuvert({ nom, code, id }: { nom: string; code: string; id: number }) {
  return (
    <Frame title={`Code d’accès de ${nom}`}>
      <Coupon nom={nom} code={code} />
      <Buttons>
        <LinkButton href={`/comptes/${id}`}>Continuer</LinkButton>
      </Buttons>
    </Frame>
  )
}

/** What is handed over with a code. */
export function Coupon({ nom, code }: { nom: string; code: string }) {
  return (
    <>
      <p>
        Remettez ce code à <strong>{nom}</strong>, en main propre : imprimez cette page, ou recopiez-le. Il ne
        sera plus montré, ne sert qu’une fois et vaut trente jours.
      </p>
      <p className="passpro-code">
        <code>{code}</code>
      </p>
      <p>Pour s’en servir : ouvrir PASSPRO, « Se connecter », puis « Utiliser un code ».</p>
    </>
  )
}
