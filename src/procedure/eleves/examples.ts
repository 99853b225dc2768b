import type { EleveLu, LienResponsable, ResponsableLu } from '#src/exchange/model.ts'

/** A pupil as a file gives him. */
export const anEleveLu = (over: Partial<EleveLu> = {}): EleveLu => ({
  eleveId: '1',
  ine: '990000001AA',
  nom: 'EXEMPLE',
  nomUsage: null,
  prenom: 'Alix',
  dateNaissance: '2012-04-05',
  sexe: null,
  codeMef: '10310019110',
  classe: '3A',
  courriel: null,
  telephone: null,
  adresse: null,
  ...over,
})

export const aResponsableLu = (over: Partial<ResponsableLu> = {}): ResponsableLu => ({
  personneId: '1',
  civilite: null,
  nom: 'EXEMPLE',
  prenom: 'Camille',
  courriel: null,
  telephone: null,
  accepteSms: false,
  communicationAdresse: false,
  adresse: null,
  ...over,
})

export const aLien = (eleveId: string, personneId: string, niveau = 1): LienResponsable => ({
  eleveId,
  personneId,
  niveau,
  parente: null,
  prioritaire: false,
})

const NOMS = ['AUBIER', 'BRINDILLE', 'CLAIRVAL', 'DORMONT', 'ESTOC', 'FAUVETTE', 'GRANDIN', 'HOULE']
const PRENOMS = ['Alix', 'Bao', 'Célia', 'Driss', 'Éloi', 'Fanta', 'Gaël', 'Hana']

export interface ClasseFictive {
  eleves: EleveLu[]
  responsables: ResponsableLu[]
  liens: LienResponsable[]
}

/** What each pupil of a fictional class is there for; the seventh is as the first. */
export const PROFILS = ['deux', 'un', 'majeur', 'sans_responsable', 'sans_ine', 'deux'] as const
export type Profil = (typeof PROFILS)[number]
const profilOf = (index: number): Profil => PROFILS[index % PROFILS.length] ?? 'deux'

const GUARDIANS: Record<Profil, number> = { deux: 2, un: 1, majeur: 2, sans_responsable: 0, sans_ine: 2 }

/**
 * A class of clearly fictional pupils with their guardians. `premier` keeps the INE of two classes apart. Every fifth
 * pupil has also an aunt who is no legal guardian.
 */
export function aClasse({ nombre, premier }: { nombre: number; premier: number }): ClasseFictive {
  const classe: ClasseFictive = { eleves: [], responsables: [], liens: [] }
  for (let i = 0; i < nombre; i++) addFamille(classe, { index: i, numero: premier + i })
  return classe
}

function addFamille(classe: ClasseFictive, { index, numero }: { index: number; numero: number }): void {
  const profil = profilOf(index)
  const nom = NOMS[numero % NOMS.length] ?? ''
  const eleve = anEleveLu({
    eleveId: String(numero),
    ine: profil === 'sans_ine' ? null : `${990_000_000 + numero}AA`,
    nom,
    prenom: PRENOMS[(numero * 3) % PRENOMS.length] ?? '',
    dateNaissance:
      profil === 'majeur' ? '2009-05-21' : `2012-${String((numero % 12) + 1).padStart(2, '0')}-15`,
  })
  classe.eleves.push(eleve)
  const people = Array.from({ length: GUARDIANS[profil] }, (_, i) => ({
    personneId: `${numero}-${i}`,
    niveau: 1,
  }))
  if (index % 5 === 0) people.push({ personneId: `${numero}-tante`, niveau: 2 })
  for (const [i, { personneId, niveau }] of people.entries()) {
    classe.responsables.push(aResponsableLu({ personneId, nom, prenom: PRENOMS[(numero + i) % 8] ?? '' }))
    classe.liens.push(aLien(eleve.eleveId, personneId, niveau))
  }
}
