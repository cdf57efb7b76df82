"""Why the job failed, from the outermost cause to the innermost."""


def causes_of(error):
    java = getattr(error, "java_exception", None) or getattr(error, "_origin", None)
    if java is None:
        return [f"{type(error).__name__}: {error}"]
    causes = []
    while java is not None and len(causes) < 20:
        causes.append(str(java.toString()))
        java = java.getCause()
    return causes
