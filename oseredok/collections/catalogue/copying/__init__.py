"""Records copied from catalogues of other libraries: which ones are asked (SRU, Z39.50), how, and what they answer.

`asking.ask` asks all of them at once within one time limit; a catalogue that is silent or broken is a sentence, never a failure.
"""
