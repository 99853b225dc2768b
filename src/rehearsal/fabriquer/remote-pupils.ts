import type { Campagne } from '#src/rehearsal/fabriquer/campaign.ts'
import { NOMS_UTF8, PRENOMS_UTF8 } from '#src/rehearsal/fabriquer/names.ts'
import type { EleveFictif } from '#src/rehearsal/fabriquer/people.ts'
import { famille, ineDe, naissance } from '#src/rehearsal/fabriquer/people.ts'
import { Hasard, au } from '#src/rehearsal/fabriquer/random.ts'
import type { EtablissementFictif } from '#src/rehearsal/fabriquer/schools.ts'

interface RemoteOptions {
  centre: EtablissementFictif
  nombre: number
  /** Rank in the campaign of the first of them. */
  premier: number
  graine: number
  part: number
}

/** Pupils without SIECLE. Their names need UTF-8; all have an INE, the list giving them no other identifier. */
export function remotePupils({ centre, nombre, premier, graine, part }: RemoteOptions): EleveFictif[] {
  const hasard = new Hasard(`${graine}/hors-siecle`)
  return Array.from({ length: nombre }, (_, rang) => {
    const nom = au(NOMS_UTF8, rang)
    return {
      college: centre,
      eleveId: String(rang + 1),
      ine: ineDe(premier + rang),
      nom,
      prenom: hasard.choix(PRENOMS_UTF8),
      naissance: naissance(hasard),
      sexe: '2' as const,
      classe: '3CNED',
      codeMef: '10310019110',
      famille: famille({ nom, id: 90_000 + rang * 4 }, hasard),
      sorti: null,
      nomUnique: false,
      inscrit: rang === 0 || hasard.chance(part),
    }
  }).map((eleve) => ({ ...eleve, famille: onlyLegal(eleve) }))
}

/** The list has no level: who is in it is a legal guardian. */
const onlyLegal = ({ famille: f }: EleveFictif): EleveFictif['famille'] => ({
  ...f,
  responsables: f.responsables.filter(({ niveau }) => niveau === 1),
})

export function writeRemotePupils({ dossier }: Campagne, eleves: readonly EleveFictif[]): void {
  for (const { college, nom, prenom, naissance: le, ine, codeMef, classe, famille: f } of eleves) {
    dossier.eleves.add({
      uai: college.uai,
      nom,
      prenom,
      date_naissance: le,
      ine: ine ?? '',
      mef: codeMef,
      classe,
      responsables: f.responsables.map((r) => `${r.personneId}/${r.nom}/${r.prenom}`).join(','),
    })
  }
}
