import { fichierRefuse } from '#src/exchange/anomalies.ts'
import { parseReglement, REGLEMENTS_LIVRES, type Reglement } from '#src/procedure/campagnes/api.ts'
import type { Dossier } from '#src/rehearsal/jouer/folder.ts'

/** The reglement of `campagne.json`: a shipped one by name, or an object. Throws FichierRefuse. */
export function reglementOf({ campagne }: Dossier): { nom: string; contenu: Reglement } {
  const said = { fichier: 'campagne.json', colonne: 'reglement' }
  if (typeof campagne.reglement === 'string') {
    const shipped = REGLEMENTS_LIVRES[campagne.reglement]
    if (shipped) return { nom: campagne.reglement, contenu: shipped.contenu }
    const message = `Ce règlement n’est pas livré : donnez ${Object.keys(REGLEMENTS_LIVRES).join(', ')} ou un objet.`
    throw fichierRefuse({ ...said, valeur: campagne.reglement, message })
  }
  const parsed = parseReglement(campagne.reglement)
  if ('reglement' in parsed) return { nom: 'reglement-du-dossier', contenu: parsed.reglement }
  throw fichierRefuse({ ...said, message: `Le règlement n’est pas lisible : ${parsed.erreurs.join(' ; ')}.` })
}
