"""What people meet: the command line and its printed report. The only part of Musnad that writes to a terminal."""
