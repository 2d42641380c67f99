import celery

app = celery.Celery("tasks", broker="memory://", backend="cache+memory://")
app.conf.task_always_eager = True


@app.task
def add(a, b):
    return a + b


@app.task(bind=True, max_retries=1)
def fail(self):
    raise ValueError("no")


print(add.delay(1, 2).get(), celery.group(add.s(n, n) for n in range(3))().get())
print(celery.chain(add.s(1, 2), add.s(10))().get())
print(fail.apply().state, sorted(name for name in app.tasks if not name.startswith("celery.")))
