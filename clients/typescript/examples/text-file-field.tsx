import { useState } from "react";
import { Podreel, ProblemError, readTextFile } from "@podreel/client";

const podreel = new Podreel({ baseUrl: "http://localhost:8000" });

/** Makes a video of a text, a Markdown file or a script that is dropped on it. */
export function TextFileField({ onAccepted }: { onAccepted: (videoId: string) => void }) {
  const [problem, setProblem] = useState<ProblemError>();
  async function make(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    setProblem(undefined);
    try {
      const { limits } = await podreel.config();
      onAccepted((await podreel.submit(await readTextFile(file, limits))).video_id);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      setProblem(error);
    }
  }
  return (
    <label onDragOver={(event) => event.preventDefault()} onDrop={(event) => {
      event.preventDefault();
      void make(event.dataTransfer.files[0]);
    }}>
      <input type="file" accept=".txt,.md,.py" onChange={(event) => void make(event.target.files?.[0])} />
      {problem && <span role="alert">{problem.sentence} {problem.nextStep}</span>}
    </label>
  );
}
