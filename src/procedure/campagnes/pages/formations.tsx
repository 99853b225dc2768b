import { dayInWords, dayOf } from '#src/kit/day.ts'
import { groupBy } from '#src/kit/group.ts'
import { plainText } from '#src/kit/plain-text.ts'
import type { Campagne } from '#src/procedure/campagnes/model.ts'
import { RUBRIQUES, type FicheSignee, type FormationPublique } from '#src/procedure/campagnes/model/fiches.ts'
import { readFormationsPubliques, type FormationsPubliques } from '#src/procedure/campagnes/reads/fiches.ts'
import { LIBELLE_RUBRIQUE, QUESTIONS_A_POSER, SITES } from '#src/procedure/campagnes/texts/fiches.ts'
import { Paragraphes } from '#src/web/components/paragraphes.tsx'
import { Badge } from '#src/web/components/badge.tsx'
import { FilterForm, NameFilter } from '#src/web/components/filter-form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { fr } from '#src/web/fr.ts'
import { html, Introuvable, page, redirect, type Visite } from '#src/web/page.ts'

/** What anybody may read of the formations: expectations, content, studies and jobs that follow, where they are taught. */
export const formations = [
  page({
    method: 'GET',
    path: '/formations',
    public: true,
    indexable: true,
    handler: async (visite) => {
      const all = await readFormationsPubliques(visite.db, { repetitions: repetitionsOf(visite) })
      const [one] = all
      if (one && all.length === 1) return redirect(addressOf(one.campagne))
      return html(<Campagnes campagnes={all.map(({ campagne }) => campagne)} />)
    },
  }),
  page({
    method: 'GET',
    path: '/formations/:campagne',
    public: true,
    indexable: true,
    handler: async (visite) => {
      const found = await load(visite)
      return html(<Liste {...found} nom={visite.query('nom') ?? ''} />)
    },
  }),
  page({
    method: 'GET',
    path: '/formations/:campagne/:mef',
    public: true,
    indexable: true,
    handler: async (visite) => {
      const { campagne, formations: all } = await load(visite)
      const formation = all.find(({ mef }) => mef === visite.param('mef'))
      if (!formation) throw new Introuvable()
      return html(<UneFormation campagne={campagne} formation={formation} />)
    },
  }),
]

const repetitionsOf = ({ mode }: Visite) => (mode === 'demonstration' ? 'montrees' : 'cachees')

async function load(visite: Visite): Promise<FormationsPubliques> {
  const [found] = await readFormationsPubliques(visite.db, {
    repetitions: repetitionsOf(visite),
    campagneId: visite.id('campagne'),
  })
  if (!found) throw new Introuvable()
  return found
}

const addressOf = ({ id }: Pick<Campagne, 'id'>): string => `/formations/${id}`

const nameOf = ({ dispositif, annee, academieNom }: Campagne): string =>
  `${dispositif} ${annee}, académie de ${academieNom}`

function Campagnes({ campagnes }: { campagnes: readonly Campagne[] }) {
  return (
    <Frame title="Formations">
      <p className={fr('fr-text--lead')}>
        Les formations pour lesquelles un entretien d’information est proposé, campagne par campagne.
      </p>
      {campagnes.length === 0 && <p>Aucune campagne n’est ouverte.</p>}
      <ul className="passpro-tuiles">
        {campagnes.map((campagne) => (
          <li key={campagne.id}>
            <a href={addressOf(campagne)}>{nameOf(campagne)}</a>
          </li>
        ))}
      </ul>
    </Frame>
  )
}

function Liste({ campagne, formations: all, nom }: FormationsPubliques & { nom: string }) {
  const shown = all.filter((one) =>
    plainText(`${one.libelle} ${one.libelleDomaine}`).includes(plainText(nom)),
  )
  return (
    <Frame title="Formations et attendus">
      <p>
        {nameOf(campagne)}. Un entretien par domaine compte pour toutes ses formations. Chaque fiche est
        écrite par un lycée et signée par son chef d’établissement.
      </p>
      <FilterForm>
        <NameFilter value={nom} label="Formation ou domaine" />
      </FilterForm>
      <p role="status">{shown.length > 1 ? `${shown.length} formations` : `${shown.length} formation`}.</p>
      {[...groupBy(shown, (one) => one.libelleDomaine)].map(([domaine, list]) => (
        <section key={domaine}>
          <h2 className={fr('fr-h5')}>{domaine}</h2>
          <ul className="passpro-mots">
            {list.map(({ mef, libelle, fiches }) => (
              <li key={mef}>
                <a href={`${addressOf(campagne)}/${mef}`}>{libelle}</a>{' '}
                {fiches.length === 0 && <Badge>Fiche à venir</Badge>}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Frame>
  )
}

function UneFormation({ campagne, formation }: { campagne: Campagne; formation: FormationPublique }) {
  const { libelle, libelleDomaine, fiches, lieux } = formation
  return (
    <Frame title={libelle}>
      <p>
        <a href={addressOf(campagne)}>Toutes les formations</a>
      </p>
      <p className={fr('fr-text--lead')}>
        Domaine : {libelleDomaine}. Un seul entretien compte pour toutes les formations de ce domaine.
      </p>
      {fiches.length === 0 && <p>Aucun lycée n’a encore signé de fiche pour cette formation.</p>}
      {fiches.map((fiche) => (
        <Fiche key={fiche.uai} fiche={fiche} />
      ))}
      <h2>Questions à poser</h2>
      <ul>
        {QUESTIONS_A_POSER.map((question) => (
          <li key={question}>{question}</li>
        ))}
      </ul>
      <Ailleurs libelle={libelle} />
      {lieux.length > 0 && (
        <>
          <h2>Où se prépare cette formation</h2>
          <ul>
            {lieux.map(({ nom, commune }) => (
              <li key={nom}>{commune === null ? nom : `${nom}, ${commune}`}</li>
            ))}
          </ul>
          <p>L’avis et le bonus sont les mêmes quel que soit le lycée demandé ensuite dans Affelnet.</p>
        </>
      )}
    </Frame>
  )
}

function Fiche({ fiche }: { fiche: FicheSignee }) {
  const written = RUBRIQUES.filter((rubrique) => fiche[rubrique] !== '')
  const { lycee, commune, signataire, signeLe, sujets } = fiche
  return (
    <section className="passpro-fiche" aria-labelledby={`fiche-${fiche.uai}`}>
      <h2 id={`fiche-${fiche.uai}`}>{commune === null ? lycee : `${lycee}, ${commune}`}</h2>
      {written.map((rubrique) => (
        <section key={rubrique}>
          <h3 className={fr('fr-h6')}>{LIBELLE_RUBRIQUE[rubrique]}</h3>
          <Paragraphes texte={fiche[rubrique]} />
        </section>
      ))}
      {sujets.length > 0 && (
        <section>
          <h3 className={fr('fr-h6')}>Ce dont on parlera à l’entretien</h3>
          <ul>
            {sujets.map((sujet) => (
              <li key={sujet}>{sujet}</li>
            ))}
          </ul>
        </section>
      )}
      <p className={fr('fr-text--sm')}>
        Fiche signée{signeLe && ` le ${dayInWords(dayOf(signeLe, 'Europe/Paris'))}`} par {signataire}.
      </p>
    </section>
  )
}

function Ailleurs({ libelle }: { libelle: string }) {
  return (
    <>
      <h2>Pour aller plus loin</h2>
      <ul>
        {SITES.map(({ nom, adresse, pour }) => (
          <li key={nom}>
            <a href={adresse(libelle)} rel="noreferrer">
              {nom} (autre site)
            </a>{' '}
            : {pour}
          </li>
        ))}
      </ul>
    </>
  )
}
