import { csvTexte } from '#src/exchange/csv-out.ts'
import { ETATS_RAPPROCHEMENT, type EtatRapprochement } from '#src/procedure/bonus/model.ts'
import {
  countsOf,
  readRapprochement,
  type LigneRapprochement,
} from '#src/procedure/bonus/reads/rapprochement.ts'
import { LIBELLE_RAPPROCHEMENT } from '#src/procedure/bonus/texts.ts'
import { libelleSens, loadCampagne } from '#src/procedure/campagnes/api.ts'
import { cleFichier } from '#src/procedure/eleves/api.ts'
import { listEtablissements } from '#src/procedure/etablissements/api.ts'
import { mentionLegale } from '#src/documents/texts.ts'
import { ChoiceFilter, FilterForm, SchoolFilter, type School } from '#src/web/components/filter-form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { LegalMention } from '#src/web/components/legal-mention.tsx'
import { Pagination, sliceOf } from '#src/web/components/pagination.tsx'
import { Table } from '#src/web/components/table.tsx'
import { file, html, page, type Requete } from '#src/web/page.ts'
import { addressOf, oneOf } from '#src/web/query.ts'

/** What has to be done about each registration before the export. */
const QUE_FAIRE: Record<EtatRapprochement, string> = {
  points_nuls: 'Aucun bonus : pas d’avis final, ou un niveau qui vaut 0 point.',
  refuse: 'La famille a dit non : cela ne se change pas.',
  non_confirme: 'Il manque une confirmation : relancer, ou saisir le papier signé.',
  sans_voeu: 'Confirmé, mais aucun vœu pour cette formation : vérifier la saisie dans Affelnet.',
  exporte: 'Le bonus est dans le prochain lot, ou déjà transmis.',
}

export const rapprochement = [
  page({
    method: 'GET',
    path: '/rapprochement',
    droit: 'rapprochement.lire',
    menu: { libelle: 'Rapprochement', ordre: 85 },
    handler: async (requete) => {
      const seen = await filtered(requete)
      const { academieNom: academie } = await loadCampagne(requete.tx.trx, requete.campagne.id)
      const sentences = mentionLegale({ academie, etablissement: null })
      return html(<WorkList {...seen} asked={requete.query('page')} sentences={sentences} />)
    },
  }),
  page({
    method: 'GET',
    path: '/rapprochement.csv',
    droit: 'rapprochement.lire',
    handler: async (requete) => {
      const { shown } = await filtered(requete)
      return file(Buffer.from(`\ufeff${csvOf(shown)}`), {
        name: 'rapprochement.csv',
        type: 'text/csv; charset=utf-8',
      })
    },
  }),
]

interface Seen {
  all: readonly LigneRapprochement[]
  shown: readonly LigneRapprochement[]
  schools: readonly School[]
  etat: EtatRapprochement | null
  uai: string | null
}

async function filtered({ tx, campagne, query }: Requete): Promise<Seen> {
  const all = await readRapprochement(tx, campagne.id)
  const uais = [...new Set(all.map((one) => one.eleve.uai))]
  const schools = await listEtablissements(tx.trx, uais)
  const etat = oneOf(query('etat'), ETATS_RAPPROCHEMENT)
  const uai = oneOf(query('etablissement'), uais)
  const shown = all.filter(
    (one) => (etat === null || one.etat === etat) && (uai === null || one.eleve.uai === uai),
  )
  return { all, shown, schools, etat, uai }
}

const csvOf = (lignes: readonly LigneRapprochement[]): string =>
  csvTexte(
    {
      entete: ['ine', 'nom', 'prenom', 'uai', 'classe', 'mef', 'formation', 'avis_final', 'points', 'etat'],
      lignes: lignes.map(({ eleve, ...one }) => [
        cleFichier(eleve),
        eleve.nom,
        eleve.prenom,
        eleve.uai,
        eleve.classe,
        one.mef,
        one.formation,
        one.sens,
        one.points,
        one.etat,
      ]),
    },
    { formules: 'neutralisees' },
  )

function WorkList(props: Seen & { asked: string | undefined; sentences: readonly string[] }) {
  const { all, shown, schools, etat, uai, asked, sentences } = props
  const { page: number, limit, offset } = sliceOf(asked)
  const address = (path: string, n: number | null) => addressOf(path, { etat, etablissement: uai, page: n })
  const nameOf = new Map(schools.map((one) => [one.uai, one.nom]))
  return (
    <Frame title="Rapprochement">
      <Table
        caption="Inscriptions par état"
        rows={countsOf(uai === null ? all : all.filter((one) => one.eleve.uai === uai))}
        rowKey={(one) => one.etat}
        columns={[
          {
            title: 'État',
            heading: true,
            cell: (one) => (
              <a href={addressOf('/rapprochement', { etat: one.etat, etablissement: uai })}>
                {LIBELLE_RAPPROCHEMENT[one.etat]}
              </a>
            ),
          },
          { title: 'Inscriptions', numeric: true, cell: (one) => one.nombre.toLocaleString('fr-FR') },
          { title: 'Ce qu’il faut faire', cell: (one) => QUE_FAIRE[one.etat] },
        ]}
      />
      <FilterForm>
        <ChoiceFilter
          name="etat"
          label="État"
          value={etat}
          all="Tous"
          choices={ETATS_RAPPROCHEMENT.map((value) => ({ value, label: LIBELLE_RAPPROCHEMENT[value] }))}
        />
        <SchoolFilter schools={schools} value={uai} />
      </FilterForm>
      <p>
        <a className="fr-link" href={address('/rapprochement.csv', null)}>
          Télécharger cette liste (CSV)
        </a>
      </p>
      <Table
        caption={`Inscriptions affichées : ${shown.length.toLocaleString('fr-FR')}`}
        rows={shown.slice(offset, offset + limit)}
        rowKey={(one) => `${one.eleve.id}/${one.mef}`}
        empty="Aucune inscription ne répond à ce choix."
        columns={[
          { title: 'Élève', heading: true, cell: ({ eleve }) => `${eleve.nom} ${eleve.prenom}` },
          { title: 'Classe', cell: ({ eleve }) => eleve.classe ?? '' },
          { title: 'Établissement', cell: ({ eleve }) => nameOf.get(eleve.uai) ?? eleve.uai },
          { title: 'Formation', cell: (one) => one.formation },
          { title: 'Avis final', cell: (one) => (one.sens === null ? 'aucun' : libelleSens(one.sens)) },
          { title: 'Points', numeric: true, cell: (one) => one.points },
          { title: 'État', cell: (one) => LIBELLE_RAPPROCHEMENT[one.etat] },
        ]}
      />
      <Pagination page={number} total={shown.length} href={(n) => address('/rapprochement', n)} />
      <LegalMention sentences={sentences} />
    </Frame>
  )
}
