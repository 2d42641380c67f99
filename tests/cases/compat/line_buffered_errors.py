"""A line-buffered stream passes on what its buffer raises when it is flushed."""
import io


class Buffer(io.BytesIO):
    error = None

    def flush(self):
        if self.error:
            raise self.error


for error in OSError(28, "full"), KeyboardInterrupt("now"):
    buffer = Buffer()
    stream = io.TextIOWrapper(buffer, line_buffering=True)
    buffer.error = error
    try:
        stream.write("line\n")
    except BaseException as error:
        print(type(error).__name__, error)
    else:
        print("lost")
    buffer.error = None
    print(stream.detach().getvalue())
#--- eager
#| OSError [Errno 28] full
#| b'line\n'
#| KeyboardInterrupt now
#| b'line\n'
#--- lazy
#| OSError [Errno 28] full
#| b'line\n'
#| KeyboardInterrupt now
#| b'line\n'
