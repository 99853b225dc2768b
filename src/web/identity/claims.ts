import { dayFromFrench, type Day } from '#src/kit/day.ts'

/** Which claim of a provider says what; the names are configuration, since providers of the same family differ. */
export interface Revendications {
  nom: string
  prenom: string
  courriel: string
  /** Schools where one works, schools one heads, function, delegations: as the directories of the State say them. */
  etablissements: string
  etablissementsDiriges: string
  fonction: string
  delegations: string
  ine: string
}

/** Claims as the guichet of the agents and ÉduConnect name them. Source: shared samples of open clients of both. */
export const REVENDICATIONS: Revendications = {
  nom: 'family_name',
  prenom: 'given_name',
  courriel: 'email',
  etablissements: 'FrEduRne',
  etablissementsDiriges: 'FrEduRneResp',
  fonction: 'FrEduFonctAdm',
  delegations: 'FrEduResDel',
  ine: 'FrEduCtEleveINE',
}

export interface Delegation {
  uai: string
  par: string
  debut: Day
  fin: Day
}

/** What a provider says of a person, whatever words it uses. */
export interface Personne {
  sujet: string
  nom: string
  courriel: string | undefined
  /** UAI of the schools he heads. */
  dirige: readonly string[]
  /** Signatures handed to him for this application. */
  delegations: readonly Delegation[]
  ine: string | undefined
}

type Claims = Readonly<Record<string, unknown>>

/** Reads the claims of a person. A claim that is missing, empty or `X` says nothing. Values may be one or a list. */
export function personneOf(
  claims: Claims,
  { noms, application }: { noms: Revendications; application: string },
): Personne {
  const values = (name: string): string[] => valuesOf(claims[name])
  const [sujet] = values('sub')
  if (sujet === undefined) throw new Error('le fournisseur d’identité ne dit pas qui est la personne')
  const nom = [...values(noms.prenom).slice(0, 1), ...values(noms.nom).slice(0, 1)].join(' ')
  const heads = values(noms.fonction).includes('DIR')
  const dirige = heads
    ? uaisOf([...values(noms.etablissementsDiriges), ...values(noms.etablissements).filter(saysHead)])
    : []
  return {
    sujet,
    nom: nom || 'Personne sans nom',
    courriel: values(noms.courriel)[0]?.toLowerCase(),
    dirige,
    delegations: values(noms.delegations).flatMap((one) => delegationsOf(one, application)),
    ine: values(noms.ine)[0]?.toUpperCase(),
  }
}

function valuesOf(claim: unknown): string[] {
  const list = Array.isArray(claim) ? claim : [claim]
  return list.flatMap((one) => {
    const text = typeof one === 'string' ? one.trim() : ''
    return text === '' || text.toUpperCase() === 'X' ? [] : [text]
  })
}

// `0590121L$UAJ$PU$DIR$0590121L$T3$LYC$3000`: the fourth field is the function held in that school.
const saysHead = (value: string): boolean => value.split('$')[3]?.toUpperCase() === 'DIR'

/** First field of each value, in capitals: a UAI may come bare, followed by facts, or in small letters. */
const uaisOf = (values: readonly string[]): string[] => [
  ...new Set(values.map((value) => (value.split('$')[0] ?? '').toUpperCase()).filter((uai) => UAI.test(uai))),
]
const UAI = /^[0-9]{7}[A-Z]$/

/** Application, resource, start, end, delegator, `FrEduRneResp=UAI$…;UAI$…`, server, module, between bars. */
function delegationsOf(value: string, application: string): Delegation[] {
  const [name = '', , start = '', end = '', par = '', scope = ''] = value.split('|').map((one) => one.trim())
  const [debut, fin] = [dayFromFrench(start), dayFromFrench(end)]
  if (name.toLowerCase() !== application.toLowerCase() || !debut || !fin) return []
  return uaisOf(scope.replace(/^FrEduRneResp=/i, '').split(';')).map((uai) => ({ uai, par, debut, fin }))
}
