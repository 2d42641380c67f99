# A program that needs little memory has no pages of two megabytes, each of which the kernel
# would clear for a few blocks here and there.
large = 0
with open("/proc/self/smaps") as file:
    for line in file:
        if line.startswith("AnonHugePages:"):
            large += int(line.split()[1])
print("large pages:", large, "KiB")
#--- eager pyrun
#| large pages: 0 KiB
#--- lazy
#| large pages: 0 KiB
