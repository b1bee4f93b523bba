import { writeFile } from "node:fs/promises";
import { Podreel, ProblemError } from "@podreel/client";

const podreel = new Podreel({ baseUrl: process.env["PODREEL_URL"] ?? "http://127.0.0.1:8000" });

const text = "A square has four equal sides. A circle has no corner at all. Both are flat.";
const { video_id } = await podreel.submit({ prompt: text, quality: "draft" }, { idempotencyKey: "first" });

for await (const event of podreel.events(video_id)) {
  console.log(event.event, event.status, event.progress, event.remaining_seconds);
}

const video = await podreel.get(video_id);
if (video.status === "completed") {
  const film = await podreel.download(video_id, "video.mp4");
  await writeFile("video.mp4", film.body ?? "");
}

try {
  await podreel.submit({ prompt: "Too short" });
} catch (problem) {
  if (!(problem instanceof ProblemError)) throw problem;
  console.log(problem.code, problem.status, problem.sentence, problem.nextStep);
}
