import { readFileSync } from 'node:fs'
import path from 'node:path'
import { loadModule } from 'hunspell-asm'
import { Visitor } from 'vite'
import { projectFolder } from '#src/kit/project-folder.ts'
import { syntaxOf, textOf } from './source-files.ts'

export type Language = 'fr' | 'en'

/** Whether a word is one of a language, by the dictionaries of Hunspell. */
export async function speller(language: Language): Promise<(word: string) => boolean> {
  const factory = await loadModule()
  const folder = path.join(projectFolder(), `node_modules/dictionary-${language}`)
  const mount = (name: string): string =>
    factory.mountBuffer(readFileSync(path.join(folder, `index.${name}`)), `${language}.${name}`)
  const hunspell = factory.create(mount('aff'), mount('dic'))
  return (word) => hunspell.spell(word)
}

/** Words of a text, apostrophes cut, in the order met. Codes, file names and paths are no words. */
export const proseWords = (text: string): string[] =>
  text
    .replaceAll(/\S*([\d_@<>{}/\\=]|[\p{L}]\.[\p{L}])\S*/gu, ' ')
    .split(/[^\p{L}\p{M}-]+/u)
    .flatMap((word) => word.split('-'))
    .filter((word) => word.length > 2 && !/^\p{Lu}+s?$/u.test(word))

/** Prose of a page in Markdown: neither code, nor addresses. */
export const proseOfMarkdown = (text: string): string =>
  text
    .replaceAll(/```[\s\S]*?```/g, ' ')
    .replaceAll(/`[^`]*`/g, ' ')
    .replaceAll(/\]\([^)]*\)/g, ']')
    .replaceAll(/https?:\S+/g, ' ')
    .replaceAll(/\b(?:src|tests|docs)\/\S+/g, ' ')

const FRENCH = /[àâçéèêëîïôûùœ’«…]/i

/** French that a user reads: literals, templates and texts of elements with an accent or a French sign. */
export function sentencesOf(file: string): string[] {
  const text = textOf(file)
  const found: string[] = []
  const keep = (sentence: string): void => void (FRENCH.test(sentence) && found.push(sentence))
  new Visitor({
    Literal: (node) => {
      if (typeof node.value === 'string') keep(node.value)
    },
    TemplateElement: ({ value }) => keep(value.cooked ?? ''),
    JSXText: ({ value }) => keep(value),
  }).visit(syntaxOf(file, text).program)
  return found
}

/** French of a template of letters: what stands in brackets or quotes, without its code. */
export const sentencesOfTemplate = (text: string): string[] =>
  text
    .replaceAll(/\/\/.*$/gm, '')
    .split(/["[\]]|#[\w.]+(?:\([^)]*\))?/)
    .filter((part) => FRENCH.test(part))
