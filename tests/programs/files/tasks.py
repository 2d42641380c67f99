from invoke import Collection, task


@task
def clean(context, what="all"):
    """Remove things."""
    print("cleaning", what)


@task(pre=[clean])
def build(context):
    """Build things."""
    print(context.run("echo built", hide=True).stdout.strip())


namespace = Collection(clean, build)
