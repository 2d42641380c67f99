# pepperpy.utils.imports_profiler: profiles between start and finish, and their analysis.
import time
from pepperpy.utils.imports_profiler import ImportProfile, ImportProfiler

profiler = ImportProfiler()
print(profiler.analyze_imports())

profiler.start_import("my_module")
import my_module
my_module.VALUE
profile = profiler.finish_import("my_module")
analysis = profiler.analyze_imports()
print(isinstance(profile, ImportProfile), profile.module, profile.duration > 0)
print(profile.dependencies, profile.errors, profile.metadata, profile.has_error)
print(profile.memory_before > 0, profile.memory_delta == profile.memory_after - profile.memory_before)
print(sorted(analysis))

profiler.start_import("slow")
time.sleep(0.12)
profiler.finish_import("slow", dependencies={"my_module", "other"})
profiler.start_import("broken")
profiler.finish_import("broken", error="no such thing")
print([profile.module for profile in profiler.get_slow_imports()])
print([profile.module for profile in profiler.get_slow_imports(threshold=5)])
print(profiler.get_profile("broken").errors, profiler.get_profile("unknown"))
print(profiler.get_import_chain("slow"), list(profiler.get_all_profiles()))
analysis = profiler.analyze_imports()
for key in ("total_imports", "error_count", "max_dependencies", "slow_imports"):
    print(key, analysis[key])
print(analysis["max_duration"] == profiler.get_profile("slow").duration)
print(abs(analysis["average_duration"] * 3 - analysis["total_duration"]) < 1e-9)

print(profiler.finish_import("never started").duration)
profiler.start_import("never finished")
profiler.start_import("never finished")
profiler.clear()
print(profiler.get_all_profiles(), analysis["average_dependencies"])
#--- file my_module.py
import base
from base import VALUE
#--- file base.py
VALUE = 1
#--- eager pyrun
#| {'total_imports': 0, 'total_duration': 0.0, 'average_duration': 0.0, 'max_duration': 0.0, 'error_count': 0, 'average_dependencies': 0.0, 'max_dependencies': 0, 'slow_imports': 0, 'total_memory_impact': 0, 'average_memory_impact': 0, 'max_memory_impact': 0}
#| True my_module True
#| {'base'} [] {} False
#| True True
#| ['average_dependencies', 'average_duration', 'average_memory_impact', 'error_count', 'max_dependencies', 'max_duration', 'max_memory_impact', 'slow_imports', 'total_duration', 'total_imports', 'total_memory_impact']
#| ['slow']
#| []
#| ['no such thing'] None
#| ['slow', 'my_module', 'base', 'other'] ['my_module', 'slow', 'broken']
#| total_imports 3
#| error_count 1
#| max_dependencies 2
#| slow_imports 1
#| True
#| True
#| 0.0
#| {} 1.0
#--- lazy
#| {'total_imports': 0, 'total_duration': 0.0, 'average_duration': 0.0, 'max_duration': 0.0, 'error_count': 0, 'average_dependencies': 0.0, 'max_dependencies': 0, 'slow_imports': 0, 'total_memory_impact': 0, 'average_memory_impact': 0, 'max_memory_impact': 0}
#| True my_module True
#| {'base'} [] {} False
#| True True
#| ['average_dependencies', 'average_duration', 'average_memory_impact', 'error_count', 'max_dependencies', 'max_duration', 'max_memory_impact', 'slow_imports', 'total_duration', 'total_imports', 'total_memory_impact']
#| ['slow']
#| []
#| ['no such thing'] None
#| ['slow', 'my_module', 'base', 'other'] ['my_module', 'slow', 'broken']
#| total_imports 3
#| error_count 1
#| max_dependencies 2
#| slow_imports 1
#| True
#| True
#| 0.0
#| {} 1.0
