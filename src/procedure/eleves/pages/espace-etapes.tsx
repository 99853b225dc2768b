import { ETAPES_DECOUVERTE, ETAPES_PREPARATION, REFLEXIONS } from '#src/procedure/eleves/model/parcours.ts'
import type { Espace } from '#src/procedure/eleves/reads/espace.ts'
import type { Parcours } from '#src/procedure/eleves/reads/parcours.ts'
import { Badge } from '#src/web/components/badge.tsx'

const FICHE = '/mon-espace/fiche'

interface Pas {
  libelle: string
  href: string
  etat: string
  fait: boolean
  /** Nothing to do there yet. */
  attend?: boolean
  /** Comes before what could be done at any time. */
  presse?: true
}

/** The whole way of a pupil, with where he stands on each step; the first that is not done comes to the eye. */
export function MesEtapes(props: { lu: Espace; parcours: Parcours; recu: boolean; convoque: boolean }) {
  const steps = pasOf(props)
  const next = nextOf(steps)
  return (
    <section aria-labelledby="etapes">
      <h2 id="etapes">Mes étapes</h2>
      <ol className="passpro-etapes">
        {steps.map((step) => (
          <li key={step.href}>
            <a href={step.href}>{step.libelle}</a>{' '}
            <Badge {...(step.fait ? { kind: 'success' } : step === next ? { kind: 'info' } : {})}>
              {step === next ? `À faire maintenant : ${step.etat}` : step.etat}
            </Badge>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** The step that a pupil is at, for his first screen; the answer to the fiche is told by the page of the fiche. */
export const prochainPas = (state: Parameters<typeof MesEtapes>[0]): Pas | undefined =>
  nextOf(pasOf(state).filter(({ href }) => href !== FICHE))

/** What is nearest in time comes first: the fiche, then what follows or precedes the interview, then the discovery. */
function nextOf(steps: readonly Pas[]): Pas | undefined {
  const open = steps.filter(({ fait, attend }) => !fait && !attend)
  return open.findLast(({ presse }) => presse) ?? open[0]
}

function pasOf({ lu, parcours, recu, convoque }: Parameters<typeof MesEtapes>[0]): Pas[] {
  const counted = (list: readonly string[]): number =>
    [...parcours.etapes].filter((one) => list.includes(one)).length
  const decouverte = counted(ETAPES_DECOUVERTE)
  const preparation = counted(ETAPES_PREPARATION)
  const apres = REFLEXIONS.filter((reflexion) => parcours.carnet.has(`apres_${reflexion}`)).length
  const inscrit = lu.inscriptions.length > 0
  return [
    {
      libelle: 'Découvrir les formations',
      href: '/mon-espace/decouverte',
      etat: `${decouverte} sur ${ETAPES_DECOUVERTE.length}`,
      fait: decouverte === ETAPES_DECOUVERTE.length,
    },
    {
      libelle: 'Situer les lycées, regarder le trajet',
      href: '/mon-espace/lycees',
      etat: trajetsInWords(parcours.trajets.length),
      fait: parcours.trajets.length > 0,
    },
    {
      libelle: 'Demander à être inscrit',
      href: '#demander',
      etat: inscrit ? 'inscrit' : lu.demandes.length > 0 ? 'demande transmise' : 'à demander',
      fait: inscrit || lu.demandes.length > 0,
      attend: !lu.ouverte,
    },
    {
      libelle: 'Écrire ma lettre de motivation',
      href: '/mon-espace/lettres',
      etat: parcours.etapes.has('lettre') ? 'imprimée' : inscrit ? 'à écrire' : 'après l’inscription',
      fait: parcours.etapes.has('lettre'),
      attend: !inscrit,
    },
    {
      libelle: 'Préparer mon entretien',
      href: '/mon-espace/preparation',
      etat: preparationInWords(preparation, { recu, convoque }),
      fait: preparation === ETAPES_PREPARATION.length || (recu && !convoque),
      attend: !convoque,
      presse: true,
    },
    {
      libelle: 'Réfléchir après l’entretien',
      href: '/mon-espace/reflexion',
      etat: recu ? `${apres} sur ${REFLEXIONS.length}` : 'après l’entretien',
      fait: apres === REFLEXIONS.length,
      attend: !recu,
      presse: true,
    },
    {
      libelle: 'Lire ma fiche et répondre',
      href: FICHE,
      etat: lu.ficheEmise ? 'arrivée' : 'pas encore arrivée',
      fait: false,
      attend: !lu.ficheEmise,
      presse: true,
    },
  ]
}

const preparationInWords = (
  done: number,
  { recu, convoque }: { recu: boolean; convoque: boolean },
): string => {
  if (convoque) return `${done} sur ${ETAPES_PREPARATION.length}`
  return recu ? 'entretien passé' : 'date à venir'
}

const trajetsInWords = (count: number): string =>
  count === 0 ? 'à regarder' : `${count} ${count === 1 ? 'lycée regardé' : 'lycées regardés'}`
