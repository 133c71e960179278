import { type Command, Option } from 'commander'

/** A command below `parent` whose usage errors point to its own help. */
export function subcommand(parent: Command, name: string, description: string): Command {
  const command = parent.command(name).description(description)
  return command.showHelpAfterError(`Run "${pathOf(command)} --help" for its arguments and options.`)
}

/** `help [command...]`, which knows every command below and refuses all others. */
export function addHelp(parent: Command): void {
  parent.helpCommand(false)
  subcommand(parent, 'help', 'show the help of a command')
    .argument('[command...]', 'the command, word by word')
    .action((words: readonly string[]) => words.reduce(childNamed, parent).help())
}

function childNamed(parent: Command, name: string): Command {
  const child = parent.commands.find((command) => command.name() === name)
  return child ?? parent.error(`error: unknown command '${name}'`, { code: 'commander.unknownCommand' })
}

function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`
}

export function jsonOption(): Option {
  return new Option('--json', 'print JSON instead of text')
}

/** An option that may be given several times. */
export function collect(value: string, earlier: readonly string[] = []): string[] {
  return [...earlier, value]
}

/** Formats of tables, and what else a command prints. */
export function formatOption(...more: readonly string[]): Option {
  const formats = ['terminal', 'csv', 'json', 'markdown', 'latex', ...more]
  return new Option('--format <format>', 'how to print (by default as text)').choices(formats)
}
