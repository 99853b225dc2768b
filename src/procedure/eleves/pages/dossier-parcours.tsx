import { dayInWords } from '#src/kit/day.ts'
import type { Information } from '#src/procedure/eleves/model/parcours.ts'
import type { DossierEleve } from '#src/procedure/eleves/reads/college.ts'
import {
  LIBELLE_DESTINATAIRE,
  LIBELLE_ETAPE,
  LIBELLE_MOYEN,
  trajetInWords,
} from '#src/procedure/eleves/texts/parcours.ts'
import { Facts } from '#src/web/components/facts.tsx'

/** What the pupil did by himself, as far as he shows it, and how his family was told. */
export function SonParcours({ dossier, mayInform }: { dossier: DossierEleve; mayInform: boolean }) {
  const { etapes, trajets, preferences, informations } = dossier.parcours
  return (
    <>
      <h2>Information et préparation</h2>
      <Facts
        facts={[
          ['Famille informée', <Informee key="informee" informations={informations} />],
          [
            'Étapes cochées',
            etapes.length === 0 ? 'aucune' : etapes.map((etape) => LIBELLE_ETAPE[etape]).join(' ; '),
          ],
          ['Trajets', trajets.map((one) => `${one.lycee} : ${trajetInWords(one).toLowerCase()}`).join(' ; ')],
          [
            'Lycée préféré',
            preferences.map(({ libelleDomaine, lycee }) => `${libelleDomaine} : ${lycee}`).join(' ; '),
          ],
        ]}
      />
      {mayInform && (
        <p>
          <a href={`/informations?eleve=${dossier.eleve.id}`}>Noter que la famille a été informée</a>
        </p>
      )}
    </>
  )
}

function Informee({ informations }: { informations: readonly Information[] }) {
  if (informations.length === 0) return <>rien n’est noté</>
  return (
    <ul className="passpro-mots">
      {informations.map(({ moyen, destinataire, jour, auteur }) => (
        <li key={`${moyen}-${destinataire}-${jour}`}>
          {LIBELLE_MOYEN[moyen]}, {LIBELLE_DESTINATAIRE[destinataire].toLowerCase()}, le {dayInWords(jour)} (
          {auteur})
        </li>
      ))}
    </ul>
  )
}
