# -X lazyimportsverify asks for the module, not for what it imports.
import missdep
print("end of main")
#--- options -X lazyimportsall -X lazyimportsverify
#--- lazy
#| end of main
