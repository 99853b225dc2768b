import type { ContenuFiche } from '#src/procedure/bonus/model.ts'

const avis = {
  libelle: 'favorable',
  commentaire: 'Commentaire fictif.',
  signataire: 'Cheffe fictive',
  fonction: 'direction fictive',
  signeLe: '2027-02-28',
}

/** What a fiche says of a pupil who does not exist. */
export const aContenu = (over: Partial<ContenuFiche> = {}): ContenuFiche => ({
  campagne: { academie: 'fictive', annee: '2026-2027', dispositif: 'PASSPRO', repetition: false },
  reglement: 'exemple-gradue, version 1',
  college: {
    nom: 'Collège fictif',
    adresse: '1 rue fictive',
    codePostal: '99000',
    commune: 'Valfictif',
    telephone: '0100000000',
    courriel: 'college@exemple.invalid',
  },
  eleve: { nom: 'ÉXEMPLE', prenom: 'Zoé', dateNaissance: '2012-04-01', classe: '3B' },
  formations: [
    {
      mef: '2472340121',
      libelle: 'Menuiserie (fictive)',
      domaine: 'Bois (fictif)',
      avisOrigine: avis,
      avisReferent: avis,
      compteRendu: {
        texte: 'Conseil fictif.',
        auteur: 'Personne fictive',
        fonction: 'équipe',
        ecritLe: '2027-03-08',
      },
      croisement: 'Croisement fictif.',
      avisFinal: 'très favorable',
      points: 2500,
      raisonSansAvis: null,
      resteAFaire: ['Confirmer.'],
    },
  ],
  personnes: [
    { responsableId: null, nom: 'élève' },
    { responsableId: 7, nom: 'Alix ÉXEMPLE' },
  ],
  finConfirmations: '2027-06-04',
  changements: [],
  ...over,
})

/** Every copy of a value in which exactly one leaf is another, with the path of that leaf. */
export function withOneLeafChanged<T>(value: T): { path: string; changed: T }[] {
  return leavesOf(value, []).map(({ path, leaf }) => {
    const changed = structuredClone(value)
    put(changed, path, otherThan(leaf))
    return { path: path.join('.'), changed }
  })
}

type Leaf = string | number | boolean | null
interface Place {
  path: string[]
  leaf: Leaf
}

const isLeaf = (value: unknown): value is Leaf => value === null || typeof value !== 'object'

function leavesOf(value: unknown, path: string[]): Place[] {
  if (isLeaf(value)) return [{ path, leaf: value }]
  return Object.entries(value as object).flatMap(([key, each]) => leavesOf(each, [...path, key]))
}

const otherThan = (leaf: Leaf): Leaf => {
  if (typeof leaf === 'number') return leaf + 1
  if (typeof leaf === 'boolean') return !leaf
  if (leaf === null) return 'ajout'
  return /^\d{4}-\d{2}-\d{2}$/.test(leaf) ? '2027-01-02' : `${leaf}x`
}

function put(value: unknown, path: readonly string[], leaf: Leaf): void {
  const [key = '', ...rest] = path
  const holder = value as Record<string, unknown>
  if (rest.length === 0) holder[key] = leaf
  else put(holder[key], rest, leaf)
}
