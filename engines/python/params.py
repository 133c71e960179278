"""Parameters of a study's engine entry."""


def checked_params(job, allowed):
    """The job's `params`; ValueError for one that the library's constructor does not take."""
    unknown = [name for name in job["params"] if name not in allowed]
    if unknown:
        raise ValueError(f'unknown parameter "{unknown[0]}"; allowed: {", ".join(allowed) or "none"}')
    return job["params"]
