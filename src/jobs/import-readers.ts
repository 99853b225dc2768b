import { avertissement, bloquant, fichierRefuse } from '#src/exchange/anomalies.ts'
import { readEtablissements } from '#src/exchange/annuaire.ts'
import { readEleves } from '#src/exchange/eleves.ts'
import type { Anomalie, LigneVoeu, SiecleEleves, SiecleResponsables } from '#src/exchange/model.ts'
import { readOffres } from '#src/exchange/offres.ts'
import { readSiecleEleves } from '#src/exchange/siecle-eleves.ts'
import { readSiecleResponsables } from '#src/exchange/siecle-responsables.ts'
import { readVoeux } from '#src/exchange/voeux.ts'
import { dayOf } from '#src/kit/day.ts'
import { importVoeux } from '#src/procedure/bonus/api.ts'
import {
  loadCampagne,
  saveOffres,
  type CompteursImport,
  type EcartVoeu,
  type GenreImport,
  type Importation,
} from '#src/procedure/campagnes/api.ts'
import type { Tx } from '#src/procedure/comptes/api.ts'
import { importEleves, importListe } from '#src/procedure/eleves/api.ts'
import { importEtablissements, listEtablissements } from '#src/procedure/etablissements/api.ts'

type Counters = Omit<CompteursImport, 'refuses' | 'avertissements'>

/** The files of an import, read whole; `write` does it and says what it found on the way. */
export interface ImportLu {
  lignes: number
  anomalies: readonly Anomalie[]
  write: (
    tx: Tx,
  ) => Promise<{ counters: Counters; anomalies: readonly Anomalie[]; ecarts?: readonly EcartVoeu[] }>
}

interface ToRead {
  importation: Importation
  paths: readonly string[]
}

/** Reads the files of an import. Throws FichierRefuse for one that cannot be taken at all. */
export const readImport = (tx: Tx, toRead: ToRead): Promise<ImportLu> =>
  READERS[toRead.importation.genre](tx, toRead)

const READERS: Readonly<Record<GenreImport, (tx: Tx, toRead: ToRead) => Promise<ImportLu>>> = {
  etablissements: async (_tx, { paths }) => {
    const { lignes, anomalies } = await readEtablissements(first(paths))
    return {
      lignes: lignes.length,
      anomalies,
      write: async (tx) => ({ counters: await importEtablissements(tx, lignes), anomalies: [] }),
    }
  },
  offres: async (_tx, { importation, paths }) => {
    const { lignes, anomalies } = await readOffres(first(paths))
    return {
      lignes: lignes.length,
      anomalies,
      write: async (tx) => {
        const { crees, modifies } = await saveOffres(tx, importation.campagneId, lignes)
        return { counters: { crees, modifies, inchanges: lignes.length - crees - modifies }, anomalies: [] }
      },
    }
  },
  voeux: readWishes,
  siecle: readSchool,
  eleves: async (_tx, { importation: { campagneId, uai }, paths }) => {
    const { lignes, anomalies } = await readEleves(first(paths))
    return {
      lignes: lignes.length,
      anomalies,
      write: async (tx) => {
        const bilan = await importListe(tx, { campagneId, lignes, ...(uai === null ? {} : { uai }) })
        const { crees, modifies, inchanges } = bilan
        return { counters: { crees, modifies, inchanges }, anomalies: bilan.anomalies }
      },
    }
  },
}

function first(paths: readonly string[]): string {
  const [one] = paths
  if (one === undefined) throw new Error('import sans fichier')
  return one
}

async function readWishes(_tx: Tx, { importation, paths }: ToRead): Promise<ImportLu> {
  const fichier = first(paths)
  const { lignes, anomalies } = await readVoeux(fichier)
  // The file replaces the wishes of the campaign: one without any would silently erase them all.
  if (lignes.length === 0)
    throw fichierRefuse({ fichier, message: 'Ce fichier ne contient aucun vœu lisible : rien n’est changé.' })
  return { lignes: lignes.length, anomalies, write: (tx) => writeWishes(tx, importation.campagneId, lignes) }
}

async function writeWishes(
  tx: Tx,
  campagneId: number,
  lignes: readonly LigneVoeu[],
): ReturnType<ImportLu['write']> {
  const { ajoutes, modifies, supprimes, inchanges, ecarts, sansEleve } = await importVoeux(tx, {
    campagneId,
    lignes,
  })
  const [one] = sansEleve
  const message = `${sansEleve.length} vœux sont d’élèves qui ne sont pas dans la campagne : ils sont gardés, sans effet.`
  return {
    counters: { crees: ajoutes, modifies, supprimes, inchanges },
    ecarts,
    anomalies: one ? [avertissement({ fichier: one.fichier, colonne: 'INE', message })] : [],
  }
}

/** Both SIECLE files of one school; without that of the guardians, what is known of them stays. */
async function readSchool(tx: Tx, { importation, paths }: ToRead): Promise<ImportLu> {
  const [file = '', guardians] = paths
  const { annee } = await loadCampagne(tx.trx, importation.campagneId)
  const attendu = { annee, aujourdhui: dayOf(tx.now, tx.zone) }
  const { uai } = importation
  const eleves = await readSiecleEleves(file, { ...attendu, ...(uai === null ? {} : { uai }) })
  const own = { ...attendu, uai: eleves.uai }
  const responsables = guardians === undefined ? null : await readSiecleResponsables(guardians, own)
  if ((await listEtablissements(tx.trx, [eleves.uai])).length === 0)
    throw fichierRefuse({
      fichier: file,
      colonne: 'UAJ',
      valeur: eleves.uai,
      message: `L’établissement ${eleves.uai} n’est pas connu de l’académie : son fichier n’est pas lu.`,
    })
  return {
    lignes: eleves.contenu.eleves.length + (responsables?.contenu.responsables.length ?? 0),
    anomalies: [...eleves.anomalies, ...(responsables?.anomalies ?? [])],
    write: (writing) => writeSchool(writing, { importation, eleves, responsables, file }),
  }
}

async function writeSchool(
  tx: Tx,
  read: {
    importation: Importation
    eleves: SiecleEleves
    responsables: SiecleResponsables | null
    file: string
  },
): ReturnType<ImportLu['write']> {
  const { importation, eleves, responsables, file } = read
  const { refus, ...counters } = await importEleves(tx, {
    campagneId: importation.campagneId,
    uai: eleves.uai,
    eleves: eleves.contenu.eleves,
    ...(responsables?.contenu ?? { responsables: [], liens: null }),
  })
  const anomalies = refus.map(({ eleve, autreUai }) =>
    bloquant({
      fichier: file,
      ligne: eleves.contenu.ligneDe.get(eleve.eleveId) ?? 0,
      colonne: 'ID_NATIONAL',
      valeur: eleve.ine ?? '',
      message: `Un autre élève de la campagne (établissement ${autreUai}) porte cet INE : vérifiez de qui il s’agit.`,
    }),
  )
  return { counters, anomalies }
}
