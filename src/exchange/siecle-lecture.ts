import { avertissement, bloquant, fichierRefuse } from '#src/exchange/anomalies.ts'
import { isUai, normalizeUai } from '#src/exchange/identifiants.ts'
import type { Adresse, Anomalie } from '#src/exchange/model.ts'
import { caractereInterdit, nettoyer } from '#src/exchange/texte.ts'
import { lireXml, type Lieu, type Recepteur } from '#src/exchange/xml.ts'
import type { Day } from '#src/kit/day.ts'

export interface AttenduSiecle {
  /** School year of the campaign, `2026-2027`. */
  annee: string
  /** The day on which a DATE_SORTIE is past. */
  aujourdhui: Day
  /** The school whose file it must be; any school when absent. */
  uai?: string
}

/** One block of DONNEES: the element that repeats in it, and the fields kept of each. */
export interface Bloc {
  element: string
  /** Element between the repeated one and its fields. */
  sous?: string
  attribut?: string
  champs: ReadonlySet<string>
  fin: (fiche: Fiche) => void
}

export interface Racine {
  nom: string
  blocs: Readonly<Record<string, Bloc>>
}

const AUTRES_EXPORTS: Record<string, string> = {
  BEE_ELEVES: 'l’export des élèves',
  BEE_RESPONSABLES: 'l’export des responsables',
  BEE_NOMENCLATURES: 'l’export des nomenclatures',
  BEE_STRUCTURES: 'l’export des structures',
}

/** The fields of the element being read. One object serves for the whole file: it is not to be kept. */
export class Fiche {
  id = ''
  ligne = 0
  readonly #valeurs = new Map<string, string>()
  readonly #lieu: Lieu
  interdit: { champ: string; valeur: string; code: string } | undefined

  constructor(lieu: Lieu) {
    this.#lieu = lieu
  }

  commencer(): void {
    this.#valeurs.clear()
    this.interdit = undefined
  }

  noter(champ: string, brute: string): void {
    const valeur = this.propre(brute)
    if (valeur === '') return
    this.#valeurs.set(champ, valeur)
    const code = this.#lieu.delicat ? caractereInterdit(valeur) : undefined
    if (code) this.interdit ??= { champ, valeur, code }
  }

  propre(brute: string): string {
    return this.#lieu.delicat ? nettoyer(brute) : brute.trim()
  }

  lire(champ: string): string {
    return this.#valeurs.get(champ) ?? ''
  }

  ouNull(champ: string): string | null {
    return this.#valeurs.get(champ) ?? null
  }

  /** The first of several fields that is filled. */
  premier(...champs: string[]): string {
    for (const champ of champs) {
      const valeur = this.#valeurs.get(champ)
      if (valeur !== undefined) return valeur
    }
    return ''
  }

  vrai(champ: string): boolean {
    const valeur = this.lire(champ)
    return valeur === '1' || valeur.toLowerCase() === 'true'
  }
}

const PARAMETRES = new Set(['UAJ', 'ANNEE_SCOLAIRE'])
const AUCUN: ReadonlySet<string> = new Set()

/** Follows the blocks of a SIECLE file and gives each element to its block; judges PARAMETRES on the way. */
class LecteurSiecle implements Recepteur {
  readonly entete: Fiche
  readonly #fiche: Fiche
  readonly #lieu: Lieu
  readonly #demande: DemandeSiecle
  #partie = ''
  #bloc: Bloc | undefined
  /** Depth at which fields stand, 0 when none is awaited. */
  #niveau = 0
  #champs: ReadonlySet<string> = AUCUN
  #champ = ''
  #texte = ''
  uai = ''
  annee = ''

  constructor(lieu: Lieu, demande: DemandeSiecle) {
    this.#lieu = lieu
    this.#demande = demande
    this.#fiche = new Fiche(lieu)
    this.entete = new Fiche(lieu)
  }

  ouvrir(balise: { name: string; attributes: Record<string, string> }, profondeur: number): void {
    if (profondeur === this.#niveau) {
      this.#champ = this.#champs.has(balise.name) ? balise.name : ''
      this.#texte = ''
    } else if (profondeur <= 3) this.#haut(balise.name, profondeur)
    else if (this.#bloc && profondeur <= 5) this.#element(this.#bloc, { balise, profondeur })
  }

  texte(texte: string, profondeur: number): void {
    if (this.#champ !== '' && profondeur === this.#niveau) this.#texte += texte
  }

  fermer(profondeur: number): void {
    if (profondeur === this.#niveau) {
      if (this.#champ !== '') (this.#bloc ? this.#fiche : this.entete).noter(this.#champ, this.#texte)
      this.#champ = ''
    } else if (profondeur === this.#niveau - 1) this.#fin(profondeur)
    else if (profondeur <= 3) this.#bloc = undefined
  }

  #haut(nom: string, profondeur: number): void {
    if (profondeur === 1) this.#racine(nom)
    if (profondeur === 2) this.#partie = nom
    if (profondeur === 2 && nom === 'PARAMETRES') this.#attendre(3, PARAMETRES)
    if (profondeur === 3 && this.#partie === 'DONNEES') this.#bloc = this.#demande.racine.blocs[nom]
  }

  #element(
    bloc: Bloc,
    { balise, profondeur }: { balise: Parameters<Recepteur['ouvrir']>[0]; profondeur: number },
  ) {
    if (profondeur === 4) {
      if (balise.name !== bloc.element) return
      this.#fiche.id = bloc.attribut ? this.#fiche.propre(balise.attributes[bloc.attribut] ?? '') : ''
      this.#fiche.ligne = this.#lieu.ligne
      if (bloc.sous) return
    } else if (balise.name !== bloc.sous) return
    this.#fiche.commencer()
    this.#attendre(profondeur + 1, bloc.champs)
  }

  #attendre(niveau: number, champs: ReadonlySet<string>): void {
    this.#niveau = niveau
    this.#champs = champs
  }

  #fin(profondeur: number): void {
    this.#attendre(0, AUCUN)
    if (profondeur === 2) this.#parametres()
    else this.#bloc?.fin(this.#fiche)
  }

  #racine(nom: string): void {
    const attendue = this.#demande.racine.nom
    if (nom === attendue) return
    const est = AUTRES_EXPORTS[nom] ?? 'un autre fichier XML'
    this.#refuser(
      nom,
      `Ce fichier est ${est}, pas ${AUTRES_EXPORTS[attendue]} de SIECLE : choisissez le bon fichier.`,
    )
  }

  #parametres(): void {
    this.uai = normalizeUai(this.entete.lire('UAJ'))
    this.annee = this.entete.lire('ANNEE_SCOLAIRE')
    const { annee, uai } = this.#demande.attendu
    if (!isUai(this.uai))
      this.#refuser(
        'UAJ',
        'L’UAI de l’établissement (PARAMETRES/UAJ) est absent ou faux : refaites l’export.',
      )
    if (uai !== undefined && this.uai !== normalizeUai(uai))
      this.#refuser(
        'UAJ',
        `Ce fichier est celui de l’établissement ${this.uai} et non de ${normalizeUai(uai)} : choisissez le bon fichier.`,
      )
    if (this.annee !== annee.slice(0, 4) && this.annee !== annee)
      this.#refuser(
        'ANNEE_SCOLAIRE',
        `Ce fichier est de l’année scolaire ${this.annee || '(non dite)'} alors que la campagne est celle de ${annee} : refaites l’export pour cette année.`,
      )
  }

  #refuser(colonne: string, message: string): never {
    const { path } = this.#demande
    throw fichierRefuse({
      fichier: path,
      ligne: this.#lieu.ligne,
      colonne,
      valeur: this.entete.lire(colonne),
      message,
    })
  }
}

export interface DemandeSiecle {
  path: string
  attendu: AttenduSiecle
  racine: Racine
}

/** Runs the reading; gives back what PARAMETRES says. Throws FichierRefuse. */
export async function lireSiecle(demande: DemandeSiecle): Promise<{ uai: string; annee: string }> {
  let lecteur: LecteurSiecle | undefined
  await lireXml(demande.path, (lieu) => (lecteur = new LecteurSiecle(lieu, demande)))
  if (lecteur?.uai) return { uai: lecteur.uai, annee: demande.attendu.annee }
  throw fichierRefuse({
    fichier: demande.path,
    colonne: 'UAJ',
    message: 'Ce fichier ne dit pas de quel établissement il vient (PARAMETRES/UAJ) : refaites l’export.',
  })
}

/** The report of one file, each anomaly at the line of the element it is about. */
export class Rapport {
  readonly anomalies: Anomalie[] = []
  readonly #path: string

  constructor(path: string) {
    this.#path = path
  }

  bloquer(fiche: Ou, dit: Dit): void {
    this.anomalies.push(bloquant({ fichier: this.#path, ligne: fiche.ligne, ...dit }))
  }

  avertir(fiche: Ou, dit: Dit): void {
    this.anomalies.push(avertissement({ fichier: this.#path, ligne: fiche.ligne, ...dit }))
  }

  /** True, and said, when a value of the element holds a forbidden character. */
  interdit(fiche: Fiche): boolean {
    if (!fiche.interdit) return false
    const { champ, valeur, code } = fiche.interdit
    const message = `Cette valeur contient un caractère invisible interdit (${code}) : corrigez-la dans SIECLE.`
    this.bloquer(fiche, { colonne: champ, valeur, message })
    return true
  }

  triees(): Anomalie[] {
    return this.anomalies.toSorted((a, b) => a.ligne - b.ligne)
  }
}
type Ou = { ligne: number }
type Dit = { colonne: string; valeur?: string; message: string }

/** The block ADRESSES, the same in both exports. */
export function blocAdresses(adresses: Map<string, Adresse>): Bloc {
  const lignes = ['LIGNE1_ADRESSE', 'LIGNE2_ADRESSE', 'LIGNE3_ADRESSE', 'LIGNE4_ADRESSE']
  return {
    element: 'ADRESSE',
    attribut: 'ADRESSE_ID',
    champs: new Set([...lignes, 'CODE_POSTAL', 'LIBELLE_POSTAL', 'CODE_PAYS', 'COMMUNE_ETRANGERE']),
    fin: (fiche) => {
      // An address with a forbidden character is left out: the pupil matters more.
      if (fiche.id === '' || fiche.interdit) return
      adresses.set(fiche.id, {
        lignes: lignes.map((champ) => fiche.lire(champ)).filter((ligne) => ligne !== ''),
        codePostal: fiche.ouNull('CODE_POSTAL'),
        localite: fiche.premier('LIBELLE_POSTAL', 'COMMUNE_ETRANGERE') || null,
        pays: fiche.ouNull('CODE_PAYS'),
      })
    },
  }
}
