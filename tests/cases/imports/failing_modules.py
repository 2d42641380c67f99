# Modules that raise: the error passes, is noted, and the third one is an ImportHookError.
import sys
from pyrun.imports import ImportHookError, ImportOptimizer

with ImportOptimizer() as optimizer:
    for attempt in range(4):
        try:
            import user
            user.VALUE
        except ImportHookError as error:
            print("ImportHookError", error, error.module, error.details["attempts"])
            print(repr(error.__cause__.__cause__))
        except ValueError as error:
            print("ValueError", error, optimizer.get_import_profiles()["error_counts"])
        print(sorted({"broken", "user"} & set(sys.modules)))
    profiles = optimizer.get_import_profiles()
    print(profiles["profiles"]["broken"].errors, profiles["analysis"]["error_count"])
    print(profiles["dependency_graph"]["broken"], repr(optimizer.get_error("broken")))

    with open("broken.py", "w") as file:
        file.write("VALUE = 1\n")
    import user
    print(user.VALUE, optimizer.get_import_profiles()["profiles"]["broken"].errors)
    print(optimizer.get_error("broken"), optimizer.get_import_profiles()["error_counts"])

    for name in ("leaves", "interrupts"):
        try:
            __import__(name)
        except BaseException as error:
            print(repr(error), name in sys.modules)
            print(optimizer.get_import_profiles()["profiles"][name].errors)

    try:
        import absent
        absent.VALUE
    except ModuleNotFoundError as error:
        print(error)
    try:
        import text
        text.VALUE
    except SyntaxError as error:
        print("SyntaxError", error.lineno)
#--- file user.py
from broken import VALUE
VALUE
#--- file broken.py
import colorsys
raise ValueError("broken")
#--- file leaves.py
import sys
sys.exit(3)
#--- file interrupts.py
raise KeyboardInterrupt
#--- file text.py

x = = 1
#--- eager pyrun
#| ValueError broken {'broken': 1, 'user': 1}
#| []
#| ValueError broken {'broken': 2, 'user': 2}
#| []
#| ImportHookError Failed to import module after 3 attempts: broken broken 3
#| None
#| []
#| ValueError broken {'broken': 1, 'user': 1}
#| []
#| ['broken'] 2
#| {'colorsys'} ValueError('broken')
#| 1 []
#| None {}
#| SystemExit(3) False
#| ['SystemExit: 3']
#| KeyboardInterrupt() False
#| ['KeyboardInterrupt']
#| No module named 'absent'
#| SyntaxError 2
#--- lazy
#| ValueError broken {'broken': 1, 'user': 1}
#| []
#| ValueError broken {'broken': 2, 'user': 2}
#| []
#| ImportHookError Failed to import module after 3 attempts: broken broken 3
#| None
#| []
#| ValueError broken {'broken': 1, 'user': 1}
#| []
#| ['broken'] 2
#| set() ValueError('broken')
#| 1 []
#| None {}
#| SystemExit(3) False
#| ['SystemExit: 3']
#| KeyboardInterrupt() False
#| ['KeyboardInterrupt']
#| No module named 'absent'
#| SyntaxError 2
