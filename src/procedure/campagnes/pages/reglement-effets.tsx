import type { EffetsLus } from '#src/procedure/bonus/api.ts'
import { libelleSens } from '#src/procedure/campagnes/model.ts'
import { Table } from '#src/web/components/table.tsx'

const n = (nombre: number): string => nombre.toLocaleString('fr-FR')
const dit = (sens: string | null): string => (sens === null ? 'aucun' : libelleSens(sens))

type Resultat = EffetsLus['cellules'][number]['avant']
const resultat = ({ sens, points }: Resultat): string =>
  sens === null ? 'pas d’avis final, 0 point' : `${libelleSens(sens)}, ${n(points)} points`

/** What another reglement would have changed: in a sentence, by cell, by formation, by school, and for whom. */
export function EffetsDuReglement({ effets }: { effets: EffetsLus }) {
  const { campagne, inscriptions, avis, points, inconnues, confirmees, eleves } = effets
  const { dispositif, annee, repetition, reglementNom, reglementVersion } = campagne
  return (
    <>
      <h2>Ce qui changerait</h2>
      <p>
        Sur la campagne {dispositif} {annee}
        {repetition && ' (répétition)'}, jugée par « {reglementNom} », version {reglementVersion} : sur{' '}
        <strong>{n(inscriptions)}</strong> inscriptions, <strong>{n(avis)}</strong> auraient un autre avis
        final et <strong>{n(points)}</strong> un autre nombre de points.
        {inconnues > 0 &&
          ` ${n(inconnues)} portent un niveau que ces échelles ne connaissent pas : on ne peut rien en dire.`}
      </p>
      {confirmees && (
        <p>
          Formations confirmées : {n(confirmees.avant)} alors, {n(confirmees.apres)} si les réponses des
          familles étaient jugées par ce règlement.
        </p>
      )}
      <Cellules effets={effets} />
      <Parts
        caption="Par formation, les plus touchées d’abord"
        titre="Formation"
        parts={effets.formations}
        reste="formations, moins touchées"
      />
      <Parts
        caption="Par établissement d’origine, les plus touchés d’abord"
        titre="Établissement"
        parts={effets.etablissements}
        reste="établissements, moins touchés"
      />
      {eleves && <Eleves eleves={eleves} total={effets.cellules.reduce((all, one) => all + one.nombre, 0)} />}
    </>
  )
}

function Cellules({ effets: { cellules } }: { effets: EffetsLus }) {
  return (
    <Table
      caption="Par case du croisement"
      rows={cellules.map((cellule, rang) => ({ ...cellule, rang }))}
      rowKey={({ rang }) => rang}
      empty="Aucune inscription n’aurait un autre résultat."
      columns={[
        {
          title: 'Avis d’origine × avis du référent',
          heading: true,
          cell: ({ origine, referent }) => `${dit(origine)} × ${dit(referent)}`,
        },
        { title: 'Inscriptions', numeric: true, cell: ({ nombre }) => n(nombre) },
        { title: 'Alors', cell: ({ avant }) => resultat(avant) },
        {
          title: 'Avec ce règlement',
          cell: ({ apres }) => (apres ? resultat(apres) : 'niveau inconnu de ces échelles'),
        },
      ]}
    />
  )
}

/** Lines shown; the sentence above counts them all. */
const PREMIERES = 50

function Parts(props: { caption: string; titre: string; parts: EffetsLus['formations']; reste: string }) {
  const { caption, titre, parts, reste } = props
  if (parts.length === 0) return null
  const hidden = parts.length - PREMIERES
  return (
    <>
      <Table
        caption={caption}
        rows={parts.slice(0, PREMIERES)}
        rowKey={({ cle }) => cle}
        columns={[
          { title: titre, heading: true, cell: ({ nom }) => nom },
          { title: 'Inscriptions', numeric: true, cell: (one) => n(one.inscriptions) },
          { title: 'Autre avis final', numeric: true, cell: ({ avis }) => n(avis) },
          { title: 'Autres points', numeric: true, cell: ({ points }) => n(points) },
          { title: 'Points alors', numeric: true, cell: ({ pointsAvant }) => n(pointsAvant) },
          { title: 'Points avec ce règlement', numeric: true, cell: ({ pointsApres }) => n(pointsApres) },
        ]}
      />
      {hidden > 0 && (
        <p>
          Et {n(hidden)} autres {reste}.
        </p>
      )}
    </>
  )
}

function Eleves({ eleves, total }: { eleves: NonNullable<EffetsLus['eleves']>; total: number }) {
  if (eleves.length === 0) return null
  return (
    <Table
      caption={`Inscriptions concernées : ${n(eleves.length)} premières sur ${n(total)}`}
      rows={eleves}
      rowKey={({ inscriptionId }) => inscriptionId}
      columns={[
        { title: 'Élève', heading: true, cell: ({ eleve }) => eleve },
        { title: 'Classe', cell: ({ classe }) => classe ?? '–' },
        { title: 'Établissement', cell: ({ etablissement }) => etablissement },
        { title: 'Formation', cell: ({ formation }) => formation },
        {
          title: 'Avis',
          cell: ({ avisOrigine, avisReferent }) => `${dit(avisOrigine)} × ${dit(avisReferent)}`,
        },
      ]}
    />
  )
}
