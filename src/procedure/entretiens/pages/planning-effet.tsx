import { localMinuteOf, minuteInWords } from '#src/kit/day.ts'
import type { EffetLu, EnMain, Vers } from '#src/procedure/entretiens/reads/deplacements.ts'
import type { Essai } from '#src/procedure/entretiens/reads/essai.ts'
import { effetsInWords, reglesInWords } from '#src/procedure/entretiens/texts/planning.ts'
import { Alert } from '#src/web/components/alert.tsx'
import { ConfirmForm } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Table } from '#src/web/components/table.tsx'

interface Props {
  enMain: EnMain
  vers: Vers
  essai: Essai
  lu: EffetLu
  zone: string
  refus?: string
}

/** What a move by hand breaks or costs, shown before it is done. */
export function Effet(props: Props) {
  const { enMain, essai, lu, refus } = props
  const { entretien } = enMain
  const possible = essai.enfreint.length === 0
  return (
    <Frame title={`Déplacer l’entretien de ${entretien.prenom} ${entretien.nom}`}>
      <div data-apercu-contenu="">
        {refus !== undefined && <Alert kind="error">{refus}</Alert>}
        <Mouvements {...props} />
        {!possible && (
          <Alert kind="error" title="Ce déplacement n’est pas possible">
            {reglesInWords(essai.enfreint)}.
          </Alert>
        )}
        {possible && (
          <ConfirmForm
            action={`/entretiens/${entretien.id}/deplacement`}
            confirm="Déplacer"
            back={`/entretiens/${entretien.id}/planning`}
            fields={fieldsOf(props)}
          >
            <h2>Ce que cela change</h2>
            <ul>
              {(effetsInWords(essai.ecart).length === 0
                ? ['Ni demi-journée, ni sortie, ni trajet de plus']
                : effetsInWords(essai.ecart)
              ).map((line) => (
                <li key={line}>{line}</li>
              ))}
              {lu.consequences.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </ConfirmForm>
        )}
        {!possible && (
          <p>
            <a className="fr-link" href={`/entretiens/${entretien.id}/planning`}>
              Revenir sans rien changer
            </a>
          </p>
        )}
      </div>
    </Frame>
  )
}

function fieldsOf({ enMain, vers, lu, zone }: Props): Record<string, string | number> {
  const { version } = enMain.place
  if ('avec' in vers) return { avec: vers.avec, version, versionAutre: lu.versionAutre ?? 0 }
  const debut = lu.lignes[0]?.apres.debut
  return { vers: vers.disponibiliteId, debut: debut ? localMinuteOf(debut, zone) : '', version }
}

function Mouvements({ lu, zone }: Props) {
  const at = ({ debut, ou }: { debut: Date; ou: string }) => (
    <>
      {minuteInWords(localMinuteOf(debut, zone))}
      <span className="passpro-precision">{ou}</span>
    </>
  )
  return (
    <div className="passpro-multiligne">
      <Table
        caption="Avant et après"
        rows={lu.lignes}
        rowKey={(row) => row.qui}
        columns={[
          { title: 'Élève', heading: true, cell: (row) => row.qui },
          { title: 'Avant', cell: (row) => at(row.avant) },
          { title: 'Après', cell: (row) => at(row.apres) },
        ]}
      />
    </div>
  )
}
