import { renderFiches } from '#src/documents/fiches.ts'
import { csvTexte } from '#src/exchange/csv-out.ts'
import { zipOf, type EntreeZip } from '#src/kit/zip-out.ts'
import type { FicheLue } from '#src/procedure/bonus/reads/fiches.ts'
import { MODELE_PAR_DEFAUT, MOTS_MODELE, nomDeFichier } from '#src/procedure/bonus/rules/nom-de-fichier.ts'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { TextField } from '#src/web/components/text-fields.tsx'
import { freshForm, withError } from '#src/web/form.ts'

export interface Archive {
  zip: Uint8Array
  /** Pupils whose sheet could not be set: the others are there. */
  refus: { qui: string; raison: string }[]
}

/**
 * One PDF per pupil, for the ENT of a school, under the names that it asks for; with a table that tells whose each is,
 * because by default a name says nothing of him.
 */
export async function archiveOf(lues: readonly FicheLue[], modele: string): Promise<Archive> {
  const entrees: EntreeZip[] = []
  const refus: Archive['refus'] = []
  const lignes: (string | null)[][] = []
  const width = String(lues.length).length
  for (const [i, { fiche, emise }] of lues.entries()) {
    const { nom, prenom, classe, ine } = emise
    const numero = String(i + 1).padStart(width, '0')
    const fichier = `${nomDeFichier(modele, { numero, classe, nom, prenom, ine })}.pdf`
    const { pdf, refus: left } = await renderFiches([fiche])
    if (left[0]) refus.push({ qui: `${prenom} ${nom}`, raison: left[0].raison })
    else {
      entrees.push({ nom: fichier, contenu: pdf })
      lignes.push([fichier, nom, prenom, classe, fiche.eleve.dateNaissance])
    }
  }
  const entete = ['fichier', 'nom', 'prenom', 'classe', 'date_naissance']
  const table = Buffer.from(csvTexte({ entete, lignes }))
  return { zip: zipOf([...entrees, { nom: 'correspondance.csv', contenu: table }]), refus }
}

/** Asks for the archive: the school says how its ENT wants files named. */
export function ArchiveForm({
  uai,
  modele,
  erreur,
}: {
  uai: string
  modele: string | null
  erreur?: string
}) {
  const fresh = freshForm({ modele: modele ?? MODELE_PAR_DEFAUT })
  const state = erreur === undefined ? fresh : withError(fresh, 'modele', erreur)
  return (
    <form method="get" action="/fiches.zip">
      <input type="hidden" name="etablissement" value={uai} />
      <TextField
        name="modele"
        label="Nom de chaque fichier"
        hint={`Mots possibles : ${MOTS_MODELE.map((mot) => `{${mot}}`).join(', ')} ; {numero} ou {ine} est nécessaire. Le nom proposé ne dit rien de l’élève : correspondance.csv, dans l’archive, dit de qui est chaque fiche.`}
        state={state}
      />
      <Buttons>
        <Button kind="secondary">Télécharger une fiche par élève, pour l’ENT (ZIP)</Button>
      </Buttons>
    </form>
  )
}
