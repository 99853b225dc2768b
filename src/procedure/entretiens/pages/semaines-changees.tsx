import { counted } from '#src/kit/counted.ts'
import { dayInWords, dayOf } from '#src/kit/day.ts'
import { readEtablissementsSuivis } from '#src/procedure/eleves/api.ts'
import { readSemainesChangees, type SemaineChangee } from '#src/procedure/entretiens/reads/semaines.ts'
import { semaineInWords } from '#src/procedure/entretiens/texts.ts'
import { FilterForm, SchoolFilter } from '#src/web/components/filter-form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { List } from '#src/web/components/list.tsx'
import type { Slice } from '#src/web/components/pagination.tsx'
import { listPages } from '#src/web/list-pages.ts'
import { listed, type ListColumn } from '#src/web/lists.ts'
import type { Requete } from '#src/web/page.ts'

const PATH = '/semaines-changees'

/** Held interviews that a repair, a hand or the night put elsewhere than at the lycée and in the week that were told. */
export const semainesChangees = listPages({
  path: PATH,
  droit: 'semaines_changees.lire',
  nom: 'semaines-changees',
  attente: async ({ tx, campagne }) => {
    const rows = await readSemainesChangees(tx, { campagneId: campagne.id, uai: null })
    const untold = rows.filter((one) => !one.ecrit).length
    const texte = `Dire à ${counted(untold, 'famille')} que l’entretien prévu change de lycée ou de semaine`
    return untold === 0 ? [] : [{ texte }]
  },
  load,
  draw: (lue) => <SemainesChangees lue={lue} />,
})

async function load(requete: Requete, slice: Slice) {
  const { tx, campagne, query } = requete
  const uai = query('etablissement') || null
  return {
    ...listed(requete, {
      path: PATH,
      kept: { etablissement: uai },
      columns: columnsIn(tx.zone),
      rows: await readSemainesChangees(tx, { campagneId: campagne.id, uai }),
      slice,
      uai,
    }),
    schools: await readEtablissementsSuivis(tx, campagne.id),
  }
}

const columnsIn = (zone: string): ListColumn<SemaineChangee>[] => [
  {
    title: 'Élève',
    heading: true,
    tri: 'eleve',
    cell: (one) => <a href={`/eleves/${one.eleveId}`}>{`${one.nom} ${one.prenom}`}</a>,
    valeur: (one) => `${one.nom} ${one.prenom}`,
  },
  { title: 'Classe', tri: 'classe', valeur: (one) => one.classe },
  { title: 'Établissement', fichierSeul: true, valeur: (one) => one.college },
  { title: 'Domaine', tri: 'domaine', valeur: (one) => one.domaine },
  { title: 'Lycée', tri: 'lycee', valeur: (one) => one.lycee },
  {
    title: 'Avant',
    tri: 'avant',
    valeur: ({ avant, lyceeAvant, lycee }) =>
      lyceeAvant === lycee ? semaineInWords(avant) : `${semaineInWords(avant)}, ${lyceeAvant}`,
    ordre: (one) => one.avant,
  },
  {
    title: 'Désormais',
    tri: 'semaine',
    valeur: (one) => semaineInWords(one.semaine),
    ordre: (one) => one.semaine,
  },
  {
    title: 'Changé',
    tri: 'le',
    valeur: (one) => dayInWords(dayOf(one.changeeLe, zone)),
    ordre: (one) => one.changeeLe.toISOString(),
  },
  {
    title: 'Famille',
    tri: 'famille',
    valeur: ({ ecrit }) => (ecrit ? 'Un message le lui dit' : 'À prévenir : aucun message'),
  },
]

function SemainesChangees({ lue }: { lue: Awaited<ReturnType<typeof load>> }) {
  const { schools, uai = null } = lue
  return (
    <Frame title="Entretiens qui changent de lycée ou de semaine">
      <p>
        Ces entretiens ne sont pas encore convoqués. Depuis que leur lycée et leur semaine ont été annoncés,
        il a fallu les placer ailleurs. La famille reçoit un message ; sans adresse électronique, c’est à vous
        de la prévenir. Un élève quitte cette liste quand sa convocation part.
      </p>
      {schools.length > 1 && (
        <FilterForm>
          <SchoolFilter schools={schools} value={uai} />
        </FilterForm>
      )}
      <List
        list={lue}
        caption={counted(lue.total, 'entretien')}
        rowKey={(one) => one.entretienId}
        empty="Aucun entretien prévu n’a changé de lycée ni de semaine."
      />
    </Frame>
  )
}
