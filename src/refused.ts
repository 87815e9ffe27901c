/** Something that whoever runs the server can mend: its lines, and the exit code. */
export class Refused extends Error {
  readonly exitCode: 1 | 2;
  constructor(message: string, exitCode: 1 | 2) {
    super(message);
    this.exitCode = exitCode;
  }
}
