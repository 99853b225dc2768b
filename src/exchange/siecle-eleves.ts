import { isIne } from '#src/exchange/identifiants.ts'
import type { Adresse, EleveLu, SiecleEleves } from '#src/exchange/model.ts'
import {
  blocAdresses,
  lireSiecle,
  Rapport,
  type AttenduSiecle,
  type Bloc,
  type Fiche,
} from '#src/exchange/siecle-lecture.ts'
import { dayFromFrench, type Day } from '#src/kit/day.ts'

const CHAMPS = new Set([
  'ID_NATIONAL',
  'INE_RNIE',
  'INE_BEA',
  'NOM_DE_FAMILLE',
  'NOM',
  'NOM_USAGE',
  'PRENOM',
  'DATE_NAISS',
  'DATE_SORTIE',
  'MEL',
  'TEL_PERSONNEL',
  'TEL_PORTABLE',
  'ADRESSE_ID',
  'CODE_SEXE',
  'CODE_MEF',
])

interface Provisoire {
  eleve: EleveLu
  adresseId: string
}

/** Collects the three blocks of BEE_ELEVES, which follow each other and are joined at the end. */
class Collecte {
  readonly rapport: Rapport
  readonly #attendu: AttenduSiecle
  readonly #lus: Provisoire[] = []
  readonly #classes = new Map<string, string>()
  readonly #adresses = new Map<string, Adresse>()
  readonly #parIne = new Map<string, number>()
  readonly ligneDe = new Map<string, number>()

  constructor(path: string, attendu: AttenduSiecle) {
    this.rapport = new Rapport(path)
    this.#attendu = attendu
  }

  blocs(): Record<string, Bloc> {
    return {
      ELEVES: { element: 'ELEVE', attribut: 'ELEVE_ID', champs: CHAMPS, fin: (fiche) => this.#eleve(fiche) },
      STRUCTURES: {
        element: 'STRUCTURES_ELEVE',
        sous: 'STRUCTURE',
        attribut: 'ELEVE_ID',
        champs: new Set(['CODE_STRUCTURE', 'TYPE_STRUCTURE']),
        fin: (fiche) => this.#structure(fiche),
      },
      ADRESSES: blocAdresses(this.#adresses),
    }
  }

  eleves(): EleveLu[] {
    for (const { eleve, adresseId } of this.#lus) {
      eleve.classe = this.#classes.get(eleve.eleveId) ?? null
      eleve.adresse = this.#adresses.get(adresseId) ?? null
    }
    this.#sansDivision()
    return this.#lus.map((lu) => lu.eleve)
  }

  #sansDivision(): void {
    const without = this.#lus.filter(({ eleve }) => eleve.classe === null)
    if (without.length > 0 && this.#classes.size === 0) {
      const message = 'Ce fichier ne donne la division d’aucun élève : les classes resteront vides.'
      this.rapport.avertir({ ligne: 0 }, { colonne: 'CODE_STRUCTURE', message })
      return
    }
    for (const { eleve } of without)
      this.rapport.avertir(
        { ligne: this.ligneDe.get(eleve.eleveId) ?? 0 },
        {
          colonne: 'CODE_STRUCTURE',
          valeur: eleve.eleveId,
          message: 'Cet élève n’a pas de division : il est gardé sans classe.',
        },
      )
  }

  #structure(fiche: Fiche): void {
    if (fiche.lire('TYPE_STRUCTURE') !== 'D' || fiche.interdit) return
    const code = fiche.lire('CODE_STRUCTURE')
    if (code !== '') this.#classes.set(fiche.id, code)
  }

  #eleve(fiche: Fiche): void {
    if (this.#sorti(fiche)) return
    const dateNaissance = this.#naissance(fiche)
    if (this.rapport.interdit(fiche) || !this.#complet(fiche) || dateNaissance === undefined) return
    const ine = this.#ine(fiche)
    if (this.#double(fiche, ine)) return
    this.#lus.push({ eleve: lu(fiche, { ine, dateNaissance }), adresseId: fiche.lire('ADRESSE_ID') })
  }

  #sorti(fiche: Fiche): boolean {
    const texte = fiche.lire('DATE_SORTIE')
    if (texte === '') return false
    const sortie = dayFromFrench(texte)
    if (sortie !== undefined) return sortie < this.#attendu.aujourdhui
    const message = 'Cette date de sortie n’est pas lisible (JJ/MM/AAAA) : l’élève est gardé.'
    this.rapport.avertir(fiche, { colonne: 'DATE_SORTIE', valeur: texte, message })
    return false
  }

  #complet(fiche: Fiche): boolean {
    if (fiche.id === '') return this.#manque(fiche, 'ELEVE_ID')
    if (fiche.premier('NOM_DE_FAMILLE', 'NOM') === '') return this.#manque(fiche, 'NOM_DE_FAMILLE')
    return fiche.lire('PRENOM') !== '' || this.#manque(fiche, 'PRENOM')
  }

  #manque(fiche: Fiche, colonne: string): false {
    this.rapport.bloquer(fiche, {
      colonne,
      valeur: fiche.id,
      message: `Il manque ${colonne} à cet élève : il n’est pas importé. Complétez-le dans SIECLE.`,
    })
    return false
  }

  #naissance(fiche: Fiche): Day | undefined {
    const texte = fiche.lire('DATE_NAISS')
    const day = dayFromFrench(texte)
    if (day !== undefined && day < this.#attendu.aujourdhui) return day
    const message = texte
      ? 'Cette date de naissance est impossible (JJ/MM/AAAA attendu) : l’élève n’est pas importé. Corrigez-la dans SIECLE.'
      : 'Il manque DATE_NAISS à cet élève : il n’est pas importé. Complétez-le dans SIECLE.'
    this.rapport.bloquer(fiche, { colonne: 'DATE_NAISS', valeur: texte, message })
    return undefined
  }

  #ine(fiche: Fiche): string | null {
    let wrong: { colonne: string; valeur: string } | undefined
    for (const colonne of ['ID_NATIONAL', 'INE_RNIE', 'INE_BEA']) {
      const valeur = fiche.lire(colonne)
      if (valeur === '') continue
      const ine = valeur.toUpperCase()
      if (isIne(ine)) return ine
      wrong ??= { colonne, valeur }
    }
    if (wrong)
      this.rapport.avertir(fiche, {
        ...wrong,
        message: 'Cet INE n’a pas la forme attendue (11 caractères) : l’élève est gardé, sans INE.',
      })
    return null
  }

  /** A pupil twice, or two pupils with one INE: the second is refused. */
  #double(fiche: Fiche, ine: string | null): boolean {
    const same = this.ligneDe.get(fiche.id)
    const sameIne = ine === null ? undefined : this.#parIne.get(ine)
    if (same !== undefined)
      this.rapport.bloquer(fiche, {
        colonne: 'ELEVE_ID',
        valeur: fiche.id,
        message: `Cet élève figure déjà à la ligne ${same} : il n’est importé qu’une fois.`,
      })
    else if (sameIne !== undefined)
      this.rapport.bloquer(fiche, {
        colonne: 'ID_NATIONAL',
        valeur: ine ?? '',
        message: `Cet INE est déjà celui de l’élève de la ligne ${sameIne} : cet élève n’est pas importé. Corrigez l’INE dans SIECLE.`,
      })
    if (same !== undefined || sameIne !== undefined) return true
    this.ligneDe.set(fiche.id, fiche.ligne)
    if (ine !== null) this.#parIne.set(ine, fiche.ligne)
    return false
  }
}

const lu = (fiche: Fiche, trouve: { ine: string | null; dateNaissance: Day }): EleveLu => ({
  eleveId: fiche.id,
  ine: trouve.ine,
  nom: fiche.premier('NOM_DE_FAMILLE', 'NOM'),
  nomUsage: fiche.ouNull('NOM_USAGE'),
  prenom: fiche.lire('PRENOM'),
  dateNaissance: trouve.dateNaissance,
  sexe: fiche.ouNull('CODE_SEXE'),
  codeMef: fiche.ouNull('CODE_MEF'),
  classe: null,
  courriel: fiche.ouNull('MEL'),
  telephone: fiche.premier('TEL_PORTABLE', 'TEL_PERSONNEL') || null,
  adresse: null,
})

/**
 * Reads the pupils of one collège (BEE_ELEVES, XML or zip), in a stream. Pupils whose DATE_SORTIE is past are left out
 * without a word; a pupil who cannot be kept is a `bloquant`. `annee` of the result is the campaign's.
 * Throws FichierRefuse when the file is not readable, of another school or of another year.
 * Source: formats.md, « SIECLE ».
 */
export async function readSiecleEleves(path: string, attendu: AttenduSiecle): Promise<SiecleEleves> {
  const collecte = new Collecte(path, attendu)
  const entete = await lireSiecle({ path, attendu, racine: { nom: 'BEE_ELEVES', blocs: collecte.blocs() } })
  const eleves = collecte.eleves()
  return { ...entete, contenu: { eleves, ligneDe: collecte.ligneDe }, anomalies: collecte.rapport.triees() }
}
