"""The other side of what we talk with, strict and on this machine."""
