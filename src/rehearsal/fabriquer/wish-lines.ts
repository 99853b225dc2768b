import type { Campagne, Recit } from '#src/rehearsal/fabriquer/campaign.ts'
import { plant } from '#src/rehearsal/fabriquer/campaign.ts'
import type { EleveFictif } from '#src/rehearsal/fabriquer/people.ts'
import { legaux, reference } from '#src/rehearsal/fabriquer/people.ts'
import type { Hasard } from '#src/rehearsal/fabriquer/random.ts'
import { au } from '#src/rehearsal/fabriquer/random.ts'
import type { OffreFictive } from '#src/rehearsal/fabriquer/schools.ts'
import { FORMATIONS, MEF_HORS_CAMPAGNE } from '#src/rehearsal/fabriquer/tables.ts'

interface Voeu {
  offre: OffreFictive
  /** 11 characters. */
  codeMef: string
  libelle: string
  mnemonique: string
}

/** A wish for the formation: its own MEF, or, under a grouped offer, at times the MEF of another of its formations. */
function wishFor(campagne: Campagne, mef: string, hasard: Hasard): Voeu | null {
  const offres = campagne.offres.get(mef) ?? []
  if (offres.length === 0) return null
  const offre = hasard.choix(offres)
  const porte = hasard.chance(0.5)
    ? hasard.choix(offre.formations)
    : (offre.formations.find((f) => f.mef === mef) ?? au(offre.formations, 0))
  return { offre, codeMef: `${porte.mef}0`, libelle: porte.libelle, mnemonique: porte.mnemonique }
}

/** Seven pupils in eight ask in Affelnet for what they registered for, in one or two lycées, among other wishes. */
export function writeVoeux(campagne: Campagne, { eleve, formations, genre }: Recit, hasard: Hasard): void {
  const voulues = formations.filter(() => genre === 'voeux_meme_rang' || hasard.chance(0.87))
  const siens = voulues.flatMap(({ mef }) => (hasard.chance(0.4) ? [mef, mef] : [mef]))
  const autres = Array.from({ length: hasard.entier(3) }, () => hasard.choix(FORMATIONS).mef)
  const voeux = [...siens, ...autres].flatMap((mef) => wishFor(campagne, mef, hasard) ?? [])
  const distincts = voeux.filter((v, i) => voeux.findIndex((w) => w.offre === v.offre) === i)
  for (const [rang, voeu] of distincts.entries()) writeVoeu(campagne, { eleve, voeu, rang: rang + 1 }, hasard)
  if (hasard.chance(0.3)) writeOtherTrack(campagne, { eleve, rang: distincts.length + 1 })
  writeWrongVoeu(campagne, { eleve, voeu: distincts[0], genre }, hasard)
}

function line(campagne: Campagne, eleve: EleveFictif) {
  const [tuteur] = legaux(eleve)
  return {
    'Académie possédant le dossier élève': campagne.academie.nom,
    INE: reference(eleve),
    "Nom de l'élève": eleve.nom.toUpperCase(),
    'Prénom 1': eleve.prenom,
    'Code postal': eleve.college.commune.codePostal,
    VILLE: eleve.college.commune.nom.toUpperCase(),
    'Téléphone responsable 1': tuteur && tuteur.telephone !== '' ? `+33${tuteur.telephone.slice(1)}` : '',
    'Mail responsable 1': tuteur?.courriel ?? '',
    "Libellé formation origine de l'élève": '3EME',
    'Code UAI étab. origine': eleve.college.uai,
    'Libellé étab. origine': eleve.college.nom,
    'Avec barème ?': 'Oui',
  }
}

function writeVoeu(
  campagne: Campagne,
  { eleve, voeu, rang }: { eleve: EleveFictif; voeu: Voeu; rang: number },
  hasard: Hasard,
): number {
  const { lycee } = voeu.offre
  return campagne.dossier.voeux.add({
    ...line(campagne, eleve),
    'Rang du vœu': String(rang),
    'Code offre de formation (vœu)': voeu.offre.codeOffre,
    'Code MEF': voeu.codeMef,
    "Mnémonique MEF de l'offre de formation": voeu.mnemonique,
    'Libellé formation': voeu.libelle,
    // Affelnet gives some of these in lower case.
    'Code UAI étab. Accueil': hasard.chance(0.1) ? lycee.uai.toLowerCase() : lycee.uai,
    'Libellé établissement Accueil': lycee.nom,
  })
}

/** A wish for a general and technological 2de: no formation of the campaign. */
function writeOtherTrack(campagne: Campagne, { eleve, rang }: { eleve: EleveFictif; rang: number }): void {
  campagne.dossier.voeux.add({
    ...line(campagne, eleve),
    'Rang du vœu': String(rang),
    'Code offre de formation (vœu)': '0GT00001',
    'Code MEF': MEF_HORS_CAMPAGNE,
    'Libellé formation': '2DE GENERALE ET TECHNOLOGIQUE',
  })
}

function writeWrongVoeu(
  campagne: Campagne,
  { eleve, voeu, genre }: { eleve: EleveFictif; voeu: Voeu | undefined; genre: Recit['genre'] },
  hasard: Hasard,
): void {
  if (!voeu) return
  if (genre === 'voeu_ine_inconnu') {
    const inconnu = { ...eleve, ine: `987${String(hasard.entier(1_000_000)).padStart(6, '0')}ZZ` }
    plant(campagne, {
      genre,
      tableau: 'voeux',
      ligne: writeVoeu(campagne, { eleve: inconnu, voeu, rang: 1 }, hasard),
    })
  }
  if (genre === 'voeux_meme_rang') {
    const autre = FORMATIONS.map(({ mef }) => wishFor(campagne, mef, hasard)).find(
      (w) => w && w.offre !== voeu.offre,
    )
    if (autre)
      plant(campagne, {
        genre,
        tableau: 'voeux',
        ligne: writeVoeu(campagne, { eleve, voeu: autre, rang: 1 }, hasard),
      })
  }
}
