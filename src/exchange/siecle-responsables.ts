import type { Adresse, LienResponsable, ResponsableLu, SiecleResponsables } from '#src/exchange/model.ts'
import {
  blocAdresses,
  lireSiecle,
  Rapport,
  type AttenduSiecle,
  type Bloc,
  type Fiche,
} from '#src/exchange/siecle-lecture.ts'

const PERSONNE = new Set([
  'LC_CIVILITE',
  'NOM_DE_FAMILLE',
  'NOM',
  'NOM_USAGE',
  'PRENOM',
  'TEL_PERSONNEL',
  'TEL_PORTABLE',
  'MEL',
  'ACCEPTE_SMS',
  'COMMUNICATION_ADRESSE',
  'ADRESSE_ID',
])
const LIEN = new Set([
  'ELEVE_ID',
  'PERSONNE_ID',
  'NIVEAU_RESPONSABILITE',
  'CODE_PARENTE',
  'A_CONTACTER_EN_PRIORITE',
])
/** SIECLE: 3 is a mere contact, the level that gives no right. */
const NIVEAU_CONTACT = 3

class Collecte {
  readonly rapport: Rapport
  readonly #lus = new Map<string, { responsable: ResponsableLu; adresseId: string; ligne: number }>()
  readonly #refuses = new Set<string>()
  readonly #adresses = new Map<string, Adresse>()
  readonly #liens = new Map<string, { lien: LienResponsable; ligne: number }>()

  constructor(path: string) {
    this.rapport = new Rapport(path)
  }

  blocs(): Record<string, Bloc> {
    return {
      PERSONNES: {
        element: 'PERSONNE',
        attribut: 'PERSONNE_ID',
        champs: PERSONNE,
        fin: (fiche) => this.#personne(fiche),
      },
      RESPONSABLES: { element: 'RESPONSABLE_ELEVE', champs: LIEN, fin: (fiche) => this.#lien(fiche) },
      ADRESSES: blocAdresses(this.#adresses),
    }
  }

  contenu(): SiecleResponsables['contenu'] {
    for (const { responsable, adresseId } of this.#lus.values())
      responsable.adresse = this.#adresses.get(adresseId) ?? null
    const liens = [...this.#liens.values()].filter((lie) => this.#connu(lie)).map(({ lien }) => lien)
    return { responsables: [...this.#lus.values()].map((lu) => lu.responsable), liens }
  }

  #connu({ lien, ligne }: { lien: LienResponsable; ligne: number }): boolean {
    if (this.#lus.has(lien.personneId)) return true
    if (!this.#refuses.has(lien.personneId))
      this.rapport.avertir(
        { ligne },
        {
          colonne: 'PERSONNE_ID',
          valeur: lien.personneId,
          message: `Ce responsable de l’élève ${lien.eleveId} n’est pas dans le fichier : le lien est ignoré.`,
        },
      )
    return false
  }

  #personne(fiche: Fiche): void {
    const faute = this.#faute(fiche)
    if (faute) this.rapport.bloquer(fiche, faute)
    if (faute || this.rapport.interdit(fiche)) {
      this.#refuses.add(fiche.id)
      return
    }
    this.#lus.set(fiche.id, {
      responsable: lu(fiche),
      adresseId: fiche.lire('ADRESSE_ID'),
      ligne: fiche.ligne,
    })
  }

  #faute(fiche: Fiche): { colonne: string; valeur: string; message: string } | undefined {
    const same = this.#lus.get(fiche.id)
    if (same)
      return {
        colonne: 'PERSONNE_ID',
        valeur: fiche.id,
        message: `Ce responsable figure déjà à la ligne ${same.ligne} : il n’est importé qu’une fois.`,
      }
    const colonne = fiche.id === '' ? 'PERSONNE_ID' : 'NOM_DE_FAMILLE'
    if (fiche.id !== '' && fiche.premier('NOM_DE_FAMILLE', 'NOM', 'NOM_USAGE') !== '') return undefined
    const message = `Il manque ${colonne} à ce responsable : il n’est pas importé. Complétez-le dans SIECLE.`
    return { colonne, valeur: fiche.id, message }
  }

  #lien(fiche: Fiche): void {
    const [eleveId, personneId] = [fiche.lire('ELEVE_ID'), fiche.lire('PERSONNE_ID')]
    if (eleveId === '' || personneId === '') {
      const colonne = eleveId === '' ? 'ELEVE_ID' : 'PERSONNE_ID'
      this.rapport.bloquer(fiche, {
        colonne,
        message: `Il manque ${colonne} à ce lien de responsabilité : il est ignoré.`,
      })
      return
    }
    const cle = `${eleveId}/${personneId}`
    const already = this.#liens.get(cle)
    const niveau = this.#niveau(fiche)
    if (already) already.lien.niveau = Math.min(already.lien.niveau, niveau)
    else
      this.#liens.set(cle, {
        ligne: fiche.ligne,
        lien: {
          eleveId,
          personneId,
          niveau,
          parente: fiche.ouNull('CODE_PARENTE'),
          prioritaire: fiche.vrai('A_CONTACTER_EN_PRIORITE'),
        },
      })
  }

  #niveau(fiche: Fiche): number {
    const valeur = fiche.lire('NIVEAU_RESPONSABILITE')
    if (/^[1-9]$/.test(valeur)) return Number(valeur)
    this.rapport.avertir(fiche, {
      colonne: 'NIVEAU_RESPONSABILITE',
      valeur,
      message:
        'Ce niveau de responsabilité n’est pas lisible : la personne est gardée comme simple contact, sans droit de confirmer.',
    })
    return NIVEAU_CONTACT
  }
}

const lu = (fiche: Fiche): ResponsableLu => ({
  personneId: fiche.id,
  civilite: fiche.ouNull('LC_CIVILITE'),
  nom: fiche.premier('NOM_DE_FAMILLE', 'NOM', 'NOM_USAGE'),
  prenom: fiche.lire('PRENOM'),
  courriel: fiche.ouNull('MEL'),
  telephone: fiche.premier('TEL_PORTABLE', 'TEL_PERSONNEL') || null,
  accepteSms: fiche.vrai('ACCEPTE_SMS'),
  communicationAdresse: fiche.vrai('COMMUNICATION_ADRESSE'),
  adresse: null,
})

/**
 * Reads the guardians of one collège (BEE_RESPONSABLES, XML or zip), in a stream. An address is communicable only when
 * the file says so. Throws FichierRefuse when the file is not readable, of another school or of another year.
 * Source: formats.md, « SIECLE ».
 */
export async function readSiecleResponsables(
  path: string,
  attendu: AttenduSiecle,
): Promise<SiecleResponsables> {
  const collecte = new Collecte(path)
  const racine = { nom: 'BEE_RESPONSABLES', blocs: collecte.blocs() }
  const entete = await lireSiecle({ path, attendu, racine })
  const contenu = collecte.contenu()
  return { ...entete, contenu, anomalies: collecte.rapport.triees() }
}
