"""`python -m bench`: runs every measurement and prints one JSON object per line; takes minutes."""

from bench import (
    access,
    cluster,
    dry_runs,
    edits,
    idle,
    kills,
    long_texts,
    memory,
    mending,
    models,
    pictures,
    plain_manim,
    prompts,
    sandbox,
    service,
    sizing,
    storm,
    sync,
    time_left,
    web,
)

if __name__ == "__main__":
    for measurement in (
        memory,
        time_left,
        sizing,
        dry_runs,
        edits,
        long_texts,
        models,
        mending,
        pictures,
        plain_manim,
        prompts,
        sandbox,
        sync,
        service,
        idle,
        access,
        storm,
        kills,
        web,
        cluster,
    ):
        measurement.main()
