import {
  readFichesDesLycees,
  signFicheFormation,
  writeFicheFormation,
  type ContenuFiche,
} from '#src/procedure/campagnes/api.ts'
import type { Tx } from '#src/procedure/comptes/api.ts'

/** One formation in so many has no sheet yet: that is seen too. */
const SANS_FICHE = 7

/** Sheets of most formations, signed, in words that fit them all: nothing here says anything of a real school. */
export async function writeFichesFictives(asked: Tx, campagneId: number): Promise<void> {
  const tx = { ...asked, acteur: { ...asked.acteur, nom: 'Proviseure fictive' } }
  const seen = new Set<string>()
  for (const [rank, { uai, mef, libelle }] of (await readFichesDesLycees(tx, campagneId)).entries()) {
    if (rank % SANS_FICHE === SANS_FICHE - 1 || seen.has(mef)) continue
    seen.add(mef)
    const cle = { campagneId, uai, mef }
    for (const done of [
      await writeFicheFormation(tx, cle, contenuOf(libelle)),
      await signFicheFormation(tx, cle),
    ])
      if (!done.ok) throw new Error(`fiche de formation refusée : ${done.refus.code}`)
  }
}

const contenuOf = (libelle: string): ContenuFiche => ({
  attendus:
    'Aimer travailler de ses mains et aller au bout d’une tâche.\n\nAccepter de recommencer un geste. Venir chaque jour à l’heure, en tenue.',
  contenu: `La formation « ${libelle} » dure trois ans. Chaque semaine : douze heures d’atelier, le reste en cours.\n\nVingt-deux semaines de stage sur les trois ans.`,
  journee:
    '8 h 00 : atelier, quatre heures par groupe de douze. 12 h 00 : repas. 13 h 30 : français, mathématiques ou sport. 17 h 00 : fin des cours.',
  competences: 'Lire une consigne, mesurer, travailler en équipe, parler à un client.',
  conditions:
    'Debout la plupart du temps, parfois dans le bruit. Une tenue et des chaussures de sécurité sont prêtées.',
  poursuites: 'Une mention complémentaire en un an, ou un BTS en deux ans. Un élève sur trois continue.',
  metiers:
    'Ouvrier qualifié dans une petite entreprise, puis chef d’équipe. On peut s’installer à son compte.',
  sujets: [
    'Le déroulement d’une semaine',
    'Les stages',
    'La tenue et le matériel',
    'Ce qui est difficile',
    'L’après-diplôme',
  ],
})
