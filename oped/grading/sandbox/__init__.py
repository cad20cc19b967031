"""Run a student's cells where they can reach neither keys, nor other hand-ins, nor the machine.

`outside.Sandbox` is the one entrance. It starts `inside`, a warm process within bubblewrap, which forks a supervisor
for each attempt at a hand-in; the supervisor forks the `child` that meets the student's code, and watches it.
"""
