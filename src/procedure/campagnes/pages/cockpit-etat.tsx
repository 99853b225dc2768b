import type { SuiviCampagne } from '#src/procedure/campagnes/model.ts'
import {
  SITUATIONS_ECOLE,
  type SituationEcole,
} from '#src/procedure/campagnes/reads/etablissements-suivis.ts'
import { Missing } from '#src/procedure/campagnes/pages/cockpit-manques.tsx'
import { LIBELLE_SITUATION } from '#src/procedure/campagnes/pages/etablissements-suivis.tsx'
import { LinkButton } from '#src/web/components/button.tsx'
import { Distribution } from '#src/web/components/distribution.tsx'
import { ActionButton } from '#src/web/components/form.tsx'
import { Progress, Travail } from '#src/web/components/progress.tsx'
import { Table } from '#src/web/components/table.tsx'
import { addressOf } from '#src/web/query.ts'

interface Etat {
  suivi: SuiviCampagne
  situations: Readonly<Record<SituationEcole, number>>
  travail: Parameters<typeof Travail>[0]['etat']
  zone: string
}

/** Where a campaign stands; each figure leads to what it counts. */
export function EtatDeLaCampagne({ situations, ...etat }: Etat) {
  return (
    <>
      <Counts {...etat} />
      <Flux suivi={etat.suivi} />
      <Situations situations={situations} />
      <Missing suivi={etat.suivi} />
    </>
  )
}

/** How many schools are in each situation that calls for the académie. */
function Situations({ situations }: Pick<Etat, 'situations'>) {
  return (
    <div className="passpro-etroit">
      <Table
        caption="Établissements à suivre"
        rows={SITUATIONS_ECOLE}
        rowKey={(situation) => situation}
        columns={[
          {
            title: 'Situation',
            heading: true,
            cell: (situation) => (
              <a href={addressOf('/campagne/etablissements', { situation })}>
                {LIBELLE_SITUATION[situation]}
              </a>
            ),
          },
          {
            title: 'Établissements',
            numeric: true,
            cell: (situation) => situations[situation].toLocaleString('fr-FR'),
          },
        ]}
      />
      <p>
        <a className="fr-link" href="/campagne/etablissements">
          Où en est chaque établissement
        </a>
      </p>
    </div>
  )
}

/** What became of the registrations, step after step, as one looks at a campaign. */
function Flux({ suivi }: { suivi: SuiviCampagne }) {
  const { elevesInscrits, inscriptions, entretiensPlaces, entretiensPasses, fiches, inscriptionsRepondues } =
    suivi
  return (
    <Distribution
      caption="Le chemin des inscriptions"
      quoi="Étape"
      phrase={`Élèves inscrits : ${elevesInscrits} ; inscriptions : ${inscriptions}. Entretiens placés : ${entretiensPlaces}, dont passés : ${entretiensPasses}. Élèves qui ont leur fiche : ${fiches} ; inscriptions qui ont une réponse : ${inscriptionsRepondues}.`}
      sansPart
      parts={[
        { libelle: 'Élèves inscrits', nombre: elevesInscrits },
        { libelle: 'Inscriptions', nombre: inscriptions },
        { libelle: 'Entretiens placés', nombre: entretiensPlaces },
        { libelle: 'Entretiens passés', nombre: entretiensPasses },
        { libelle: 'Élèves avec une fiche', nombre: fiches },
        { libelle: 'Réponses des familles', nombre: inscriptionsRepondues },
      ]}
    />
  )
}

function Counts({ suivi, travail, zone }: Omit<Etat, 'situations'>) {
  const counts: [libelle: string, nombre: number, href: string][] = [
    ['Élèves importés', suivi.eleves, '/eleves'],
    ['Élèves inscrits', suivi.elevesInscrits, '/eleves?filtre=inscrits'],
    ['Inscriptions', suivi.inscriptions, '/rapprochement'],
    ['Entretiens placés', suivi.entretiensPlaces, '/planification/charge'],
    ['Entretiens passés', suivi.entretiensPasses, '/planification/charge'],
    ['Entretiens provisoires, sans convocation', suivi.sansConvocation, '/planification'],
    ['Élèves qui ont une fiche', suivi.fiches, '/fiches/emission'],
    ['Inscriptions avec une réponse de la famille', suivi.inscriptionsRepondues, '/rapprochement'],
    ['Vœux Affelnet d’élèves de la campagne', suivi.voeux, '/rapprochement'],
  ]
  return (
    <>
      <h2>Où en est la campagne</h2>
      <Travail quoi="Placement" etat={travail} zone={zone}>
        <Progress label="Entretiens placés" done={suivi.entretiensPlaces} total={suivi.entretiensAttendus} />
      </Travail>
      <div className="passpro-boutons">
        <ActionButton action="/campagne/placement">Placer les entretiens</ActionButton>
        <LinkButton href="/planification" kind="secondary">
          Suivre les convocations
        </LinkButton>
      </div>
      <div className="passpro-etroit">
        <Table
          caption="Dénombrements"
          rows={counts}
          rowKey={([name]) => name}
          columns={[
            { title: 'Fait', heading: true, cell: ([name, , href]) => <a href={href}>{name}</a> },
            { title: 'Nombre', numeric: true, cell: ([, n]) => n.toLocaleString('fr-FR') },
          ]}
        />
      </div>
    </>
  )
}
