import { localMinuteOf, timeInWords } from '#src/kit/day.ts'
import type { PremierEnvoi } from '#src/web/act-key.ts'
import { Button, Buttons, LinkButton } from '#src/web/components/button.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { typedOf } from '#src/web/form.ts'
import { html, type Reply } from '#src/web/page.ts'

interface Renvoi {
  first: PremierEnvoi
  form: FormData
  /** Where it was sent to. */
  path: string
  zone: string
  /** The fields that are words. */
  champs: readonly string[]
}

/** What was sent is there already, and a second one would be made: nothing is done, and nothing typed is lost. */
export const dejaEnregistre = (renvoi: Renvoi): Reply => html(<DejaEnregistre {...renvoi} />, 409)

function DejaEnregistre({ first, form, path, zone, champs }: Renvoi) {
  const { values } = typedOf(form)
  const words = champs.flatMap((name) => values[name] ?? []).filter((text) => text.trim() !== '')
  const kept = Object.entries(values).filter(([name]) => name !== 'jeton' && name !== 'cle')
  return (
    <Frame title="C’est déjà enregistré">
      <p>
        Vous avez enregistré la même chose à {timeInWords(localMinuteOf(first.le, zone))}. Ce que vous venez
        d’envoyer en ferait une seconde : rien de plus n’est fait pour l’instant.
      </p>
      {words.length > 0 && <h2>Ce que vous venez d’écrire</h2>}
      {words.map((text) => (
        <blockquote key={text} className="passpro-citation">
          {text}
        </blockquote>
      ))}
      <Form action={path} state={{ values: { cle: values['cle'] ?? [] }, errors: {} }}>
        {kept.flatMap(([name, all]) =>
          all.map((value, rank) => (
            <input key={`${name}-${String(rank)}`} type="hidden" name={name} value={value} />
          )),
        )}
        <input type="hidden" name="encore" value="oui" />
        <Buttons>
          <LinkButton href={first.path}>Voir ce qui est enregistré</LinkButton>
          <Button kind="secondary">Enregistrer aussi ceci</Button>
        </Buttons>
      </Form>
    </Frame>
  )
}
