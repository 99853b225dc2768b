import type { FamilleDeMots } from '#src/procedure/inscriptions/rules/lexique.ts'
import { remarquesOf, type ARelire, type Remarque } from '#src/procedure/inscriptions/rules/relecture.ts'
import { dayInWords } from '#src/kit/day.ts'
import type { Refus } from '#src/kit/result.ts'
import { AMENAGEMENTS, type Amenagement } from '#src/procedure/inscriptions/model.ts'
import type { RefusAvisOrigine, RefusInscription } from '#src/procedure/inscriptions/rules.ts'

type Code = (RefusInscription | RefusAvisOrigine)['code']
type Details = NonNullable<Refus['details']>

const until = (d: Details): string => dayInWords(String(d['jusquAu']))

const SENTENCES: Record<Code, (details: Details) => string> = {
  campagne_fermee: () => 'La campagne n’est pas ouverte.',
  inscription_tardive: (d) => `Les inscriptions étaient possibles jusqu’au ${until(d)} à 23 h 59.`,
  formation_inconnue: (d) => `La formation ${d['mef']} ne fait pas partie de la campagne.`,
  amenagement_inconnu: (d) =>
    `L’aménagement « ${d['amenagement']} » est inconnu : indiquez un besoin (acces_fauteuil, duree_majoree, accompagnant, ecrit ou interprete:<langue>).`,
  inscription_existante: () => 'L’élève est déjà inscrit pour cette formation.',
  niveau_inconnu: (d) => `« ${d['avis']} » n’est pas un niveau d’avis ; niveaux possibles : ${d['niveaux']}.`,
  commentaire_absent: () => 'Le commentaire est obligatoire : la famille le lira.',
  formation_absente: () => 'Le règlement demande un avis par formation : indiquez la formation.',
  inscription_absente: () => 'L’élève n’est pas inscrit pour cette formation.',
  avis_origine_tardif: (d) => `Les avis d’origine étaient possibles jusqu’au ${until(d)} à 23 h 59.`,
  avis_origine_apres_entretien: () => 'L’entretien a commencé : l’avis d’origine est figé depuis.',
  dossier_limite: () =>
    'L’utilisation des données de cet élève est suspendue : son dossier est conservé, et rien ne s’y écrit avant la fin de la vérification.',
  avis_origine_existant: () => 'Un avis d’origine est déjà signé : le premier signé compte.',
}

export const sentenceInscription = (refus: RefusInscription | RefusAvisOrigine): string =>
  SENTENCES[refus.code](refus.details ?? {})

/** Functional needs as a person says them; a diagnosis is never asked for. Source: domain.md rule 10. */
export const LIBELLE_AMENAGEMENT: Record<Amenagement, string> = {
  acces_fauteuil: 'Accès en fauteuil roulant',
  duree_majoree: 'Durée majorée d’un tiers',
  accompagnant: 'Présence d’un accompagnant',
  ecrit: 'Échanges par écrit',
}

/** A need in words: `interprete:portugais` to « interprète (portugais) ». */
export function libelleAmenagement(besoin: string): string {
  const known = AMENAGEMENTS.find((one) => one === besoin)
  if (known) return LIBELLE_AMENAGEMENT[known]
  return besoin.replace(/^interprete:(.*)$/, 'Interprète ($1)')
}

const CONSEILS: Record<FamilleDeMots, string> = {
  sante: 'de santé : ce que l’élève a fait et cherché suffit, et rien de médical ne doit s’écrire ici',
  origine: 'd’origine ou de nationalité : cela ne dit rien de son projet',
  religion: 'de religion : cela ne dit rien de son projet',
  sexe: 'd’un métier d’hommes ou de femmes : aucun ne l’est',
  famille: 'de la situation de la famille : elle ne regarde pas l’avis',
  discipline: 'de discipline : l’avis porte sur l’implication et la motivation',
  jugement: 'de la personne plus que de ce qu’elle a fait : citez un fait',
  injure: 'en des mots qui blessent',
}

/** A remark in a sentence, for who wrote the comment. */
function phraseDeRemarque(remarque: Remarque): string {
  switch (remarque.code) {
    case 'mots':
      return `il semble parler ${CONSEILS[remarque.famille]} (${remarque.mots.map((mot) => `« ${mot} »`).join(', ')}).`
    case 'copie':
      return `il dit presque la même chose que pour ${remarque.eleves === 1 ? 'un autre élève' : `${remarque.eleves} autres élèves`} : la famille attend des mots sur son enfant.`
    case 'court':
      return 'il est très court : dites au moins un fait qui éclaire l’avis.'
    case 'sans_formation':
      return 'il ne dit rien de la formation : nommez le métier ou le domaine.'
  }
}

/** Name of a remark, kept in the form to know that it was shown. It holds nothing of the text. */
const codeOf = (remarque: Remarque): string => (remarque.code === 'mots' ? remarque.famille : remarque.code)

interface Relecture {
  /** Names of the remarks, to keep in the form. */
  relu: string
  /** What the writer is told, once: nothing when he was told it all already. */
  phrase: string | null
}

/** The second reading of a comment. `relu`: what its writer has been told already; `suite`: how he keeps the text. */
export function relectureOf(texte: ARelire, { relu, suite }: { relu: string; suite: string }): Relecture {
  const told = new Set(relu.split(' '))
  const remarques = remarquesOf(texte)
  const again = remarques.some((one) => !told.has(codeOf(one)))
  return {
    relu: remarques.map(codeOf).join(' '),
    phrase: again
      ? `à relire : ${remarques.map(phraseDeRemarque).join(' ')} Changez le texte, ou ${suite}.`
      : null,
  }
}
